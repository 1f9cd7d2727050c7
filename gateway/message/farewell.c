/*
 * farewell.c - "Kind regards": where a text ends and a signature begins.
 */
#include "message/farewell.h"

#include <string.h>

/* clang-format off */
const char *const farewells[] = {
	/* en */ "best regards", "kind regards", "regards", "warm regards",
	"best wishes", "with kind regards", "with best regards", "sincerely",
	"sincerely yours", "yours sincerely", "yours faithfully", "cheers",
	"best", "many thanks", "thanks and regards", "thank you", "thanks",
	"kindest regards", "thanks & regards", "respectfully",
	"thanks in advance",
	/* de */ "mit freundlichen grüssen", "mit freundlichem gruss",
	"freundliche grüsse", "viele grüsse", "beste grüsse",
	"herzliche grüsse", "mit besten grüssen", "schöne grüsse",
	"liebe grüsse", "mfg", "lg", "vg", "gruss", "grüsse",
	"mit freundlichen gruessen", "viele gruesse", "hochachtungsvoll",
	"mit vielen grüssen", "freundlicher gruss",
	/* fr */ "cordialement", "bien cordialement", "bien à vous",
	"salutations distinguées", "meilleures salutations", "sincèrement",
	"cdlt", "très cordialement", "amicalement", "bonne journée",
	/* es */ "saludos", "un saludo", "saludos cordiales", "atentamente",
	"un cordial saludo", "cordialmente", "muchas gracias",
	"reciba un cordial saludo",
	/* it */ "cordiali saluti", "distinti saluti", "saluti",
	"un saluto", "cordialmente", "grazie", "buona giornata",
	/* pt */ "atenciosamente", "cumprimentos", "com os melhores cumprimentos",
	"melhores cumprimentos", "abraços", "obrigado", "obrigada", "att",
	"saudações",
	/* nl */ "met vriendelijke groet", "met vriendelijke groeten",
	"vriendelijke groet", "vriendelijke groeten", "groeten", "groet",
	"mvg", "hoogachtend", "met hartelijke groet",
	/* pl */ "pozdrawiam", "z poważaniem", "z pozdrowieniami",
	"serdecznie pozdrawiam", "pozdrowienia",
	/* ru, uk */ "с уважением", "с наилучшими пожеланиями", "всего доброго",
	"з повагою", "спасибо",
	/* sv */ "med vänlig hälsning", "med vänliga hälsningar",
	"vänliga hälsningar", "vänlig hälsning", "mvh", "hälsningar",
	/* da, no */ "med venlig hilsen", "venlig hilsen", "hilsen",
	"med vennlig hilsen", "vennlig hilsen", "bedste hilsner",
	"de bedste hilsner", "beste hilsen",
	/* fi */ "ystävällisin terveisin", "terveisin", "parhain terveisin",
	"t.", "yst. terv",
	/* cs, sk */ "s pozdravem", "s přátelským pozdravem", "děkuji",
	"hezký den", "s pozdravom", "s úctou",
	/* tr */ "saygılarımla", "iyi çalışmalar", "sevgiler",
	"saygılarımızla", "teşekkürler",
	/* hu, ro, el */ "üdvözlettel", "cu stimă", "με εκτίμηση",
	/* zh, ja, ko */ "此致", "祝好", "谢谢", "謝謝", "敬具",
	"よろしくお願いいたします", "よろしくお願いします",
	"宜しくお願い致します", "以上", "감사합니다", "드림", NULL
};
/* clang-format on */

bool
is_farewell(struct slice s)
{
	while (s.size && strchr(" ,.!-", s.data[s.size - 1]))
		s.size--;
	for (size_t i = 0; farewells[i]; i++)
		if (slice_equal(s, slice_from(farewells[i])))
			return true;
	return false;
}
