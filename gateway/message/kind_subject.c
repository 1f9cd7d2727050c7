/*
 * kind_subject.c - out-of-office subjects in the languages of the business
 * world.
 *
 * The subject is the last evidence, and only in whole forms: what a mail
 * program or server puts in front of the subject it answers, or in its place.
 * Compared after case folding and NFKC, so that wide colons and composed
 * accents do not matter.
 */
#include "message/kind_subject.h"

#include "base/slice.h"
#include "base/utf8.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

struct form {
	const char *phrase; /* folded */
	enum subject_form form;
};

/* clang-format off */
static const struct form forms[] = {
	/* English */
	{ "automatic reply",			SUBJECT_SURE },
	{ "automatic response",			SUBJECT_SURE },
	{ "automated reply",			SUBJECT_SURE },
	{ "automated response",			SUBJECT_SURE },
	{ "auto reply",				SUBJECT_SURE },
	{ "auto-reply",				SUBJECT_SURE },
	{ "autoreply",				SUBJECT_SURE },
	{ "auto response",			SUBJECT_SURE },
	{ "auto-response",			SUBJECT_SURE },
	{ "autoresponse",			SUBJECT_SURE },
	{ "auto respond",			SUBJECT_SURE },
	{ "autoresponder",			SUBJECT_SURE },
	{ "auto-responder",			SUBJECT_SURE },
	{ "out of office autoreply",		SUBJECT_SURE },
	{ "out-of-office autoreply",		SUBJECT_SURE },
	{ "out of office auto-reply",		SUBJECT_SURE },
	{ "out of office reply",		SUBJECT_SURE },
	{ "out-of-office reply",		SUBJECT_SURE },
	{ "out of office response",		SUBJECT_SURE },
	{ "out of office notification",		SUBJECT_SURE },
	{ "out of office message",		SUBJECT_NOUN },
	{ "vacation reply",			SUBJECT_SURE },
	{ "vacation auto reply",		SUBJECT_SURE },
	{ "vacation response",			SUBJECT_SURE },
	{ "away message",			SUBJECT_NOUN },
	{ "out of office",			SUBJECT_NOUN },
	{ "out-of-office",			SUBJECT_NOUN },
	{ "out of the office",			SUBJECT_NOUN },
	{ "ooo",				SUBJECT_NOUN },
	{ "away from the office",		SUBJECT_NOUN },
	{ "away from my mail",			SUBJECT_SURE },
	{ "on vacation",			SUBJECT_NOUN },
	{ "on leave",				SUBJECT_NOUN },
	{ "vacation",				SUBJECT_NOUN },
	{ "auto",				SUBJECT_NOUN }, /* Notes */
	/* German */
	{ "automatische antwort",		SUBJECT_SURE },
	{ "automatische rückantwort",		SUBJECT_SURE },
	{ "automatische abwesenheitsnotiz",	SUBJECT_SURE },
	{ "automatische abwesenheitsmeldung",	SUBJECT_SURE },
	{ "automatische empfangsbestätigung",	SUBJECT_SURE },
	{ "automatische eingangsbestätigung",	SUBJECT_SURE },
	{ "abwesenheitsnotiz",			SUBJECT_NOUN },
	{ "abwesenheitsmeldung",		SUBJECT_NOUN },
	{ "abwesenheitsbenachrichtigung",	SUBJECT_NOUN },
	{ "abwesenheitsnachricht",		SUBJECT_NOUN },
	{ "abwesenheitsassistent",		SUBJECT_NOUN },
	{ "abwesenheit",			SUBJECT_NOUN },
	{ "abwesend",				SUBJECT_NOUN },
	{ "nicht im büro",			SUBJECT_NOUN },
	{ "urlaub",				SUBJECT_NOUN },
	/* French */
	{ "réponse automatique",		SUBJECT_SURE },
	{ "réponse automatique d'absence",	SUBJECT_SURE },
	{ "message automatique d'absence",	SUBJECT_SURE },
	{ "notification d'absence",		SUBJECT_NOUN },
	{ "message d'absence",			SUBJECT_NOUN },
	{ "absence du bureau",			SUBJECT_NOUN },
	{ "absent du bureau",			SUBJECT_NOUN },
	{ "absente du bureau",			SUBJECT_NOUN },
	{ "absent(e) du bureau",		SUBJECT_NOUN },
	{ "absence",				SUBJECT_NOUN },
	/* Spanish, Catalan */
	{ "respuesta automática",		SUBJECT_SURE },
	{ "respuesta automatica",		SUBJECT_SURE },
	{ "contestación automática",		SUBJECT_SURE },
	{ "autorespuesta",			SUBJECT_SURE },
	{ "resposta automàtica",		SUBJECT_SURE },
	{ "fuera de la oficina",		SUBJECT_NOUN },
	{ "fuera de oficina",			SUBJECT_NOUN },
	{ "ausente de la oficina",		SUBJECT_NOUN },
	{ "ausencia",				SUBJECT_NOUN },
	/* Italian */
	{ "risposta automatica",		SUBJECT_SURE },
	{ "risposta automatica fuori ufficio",	SUBJECT_SURE },
	{ "autorisposta",			SUBJECT_SURE },
	{ "fuori sede",				SUBJECT_NOUN },
	{ "fuori ufficio",			SUBJECT_NOUN },
	{ "assenza dall'ufficio",		SUBJECT_NOUN },
	{ "assente dall'ufficio",		SUBJECT_NOUN },
	{ "assente",				SUBJECT_NOUN },
	/* Portuguese */
	{ "resposta automática",		SUBJECT_SURE },
	{ "resposta automatica",		SUBJECT_SURE },
	{ "mensagem automática",		SUBJECT_NOUN },
	{ "ausência temporária",		SUBJECT_NOUN },
	{ "fora do escritório",			SUBJECT_NOUN },
	{ "ausente do escritório",		SUBJECT_NOUN },
	{ "ausência",				SUBJECT_NOUN },
	/* Dutch */
	{ "automatisch antwoord",		SUBJECT_SURE },
	{ "automatische reactie",		SUBJECT_SURE },
	{ "automatische afwezigheidsmelding",	SUBJECT_SURE },
	{ "automatische beantwoording",		SUBJECT_SURE },
	{ "afwezigheidsbericht",		SUBJECT_NOUN },
	{ "afwezigheidsmelding",		SUBJECT_NOUN },
	{ "afwezigheid",			SUBJECT_NOUN },
	{ "afwezig",				SUBJECT_NOUN },
	{ "niet op kantoor",			SUBJECT_NOUN },
	/* Polish */
	{ "odpowiedź automatyczna",		SUBJECT_SURE },
	{ "automatyczna odpowiedź",		SUBJECT_SURE },
	{ "autoodpowiedź",			SUBJECT_SURE },
	{ "poza biurem",			SUBJECT_NOUN },
	{ "nieobecność",			SUBJECT_NOUN },
	{ "nieobecny",				SUBJECT_NOUN },
	/* Russian, Ukrainian, Bulgarian */
	{ "автоматический ответ",		SUBJECT_SURE },
	{ "автоответ",				SUBJECT_SURE },
	{ "автоматическое сообщение",		SUBJECT_NOUN },
	{ "вне офиса",				SUBJECT_NOUN },
	{ "нет на рабочем месте",		SUBJECT_NOUN },
	{ "отсутствие на рабочем месте",	SUBJECT_NOUN },
	{ "в отпуске",				SUBJECT_NOUN },
	{ "автоматична відповідь",		SUBJECT_SURE },
	{ "автоматичен отговор",		SUBJECT_SURE },
	/* Swedish */
	{ "automatiskt svar",			SUBJECT_SURE },
	{ "autosvar",				SUBJECT_SURE },
	{ "frånvaromeddelande",			SUBJECT_NOUN },
	{ "frånvaroavisering",			SUBJECT_NOUN },
	{ "frånvaro",				SUBJECT_NOUN },
	{ "inte på kontoret",			SUBJECT_NOUN },
	/* Danish, Norwegian */
	{ "automatisk svar",			SUBJECT_SURE },
	{ "automatisk besvarelse",		SUBJECT_SURE },
	{ "autosvar ved fravær",		SUBJECT_SURE },
	{ "automatisk svar ved fravær",		SUBJECT_SURE },
	{ "fraværsbesked",			SUBJECT_NOUN },
	{ "fraværsmeddelelse",			SUBJECT_NOUN },
	{ "fraværsmelding",			SUBJECT_NOUN },
	{ "fravær",				SUBJECT_NOUN },
	{ "ikke til stede",			SUBJECT_NOUN },
	{ "ikke på kontoret",			SUBJECT_NOUN },
	/* Finnish, Estonian, Latvian, Lithuanian */
	{ "automaattinen vastaus",		SUBJECT_SURE },
	{ "automaattivastaus",			SUBJECT_SURE },
	{ "poissaoloviesti",			SUBJECT_NOUN },
	{ "poissaoloilmoitus",			SUBJECT_NOUN },
	{ "poissa toimistosta",			SUBJECT_NOUN },
	{ "poissa",				SUBJECT_NOUN },
	{ "automaatvastus",			SUBJECT_SURE },
	{ "automātiska atbilde",		SUBJECT_SURE },
	{ "automātiskā atbilde",		SUBJECT_SURE },
	{ "automatinis atsakymas",		SUBJECT_SURE },
	/* Czech, Slovak, Hungarian, Romanian, South Slavic */
	{ "automatická odpověď",		SUBJECT_SURE },
	{ "mimo kancelář",			SUBJECT_NOUN },
	{ "nepřítomnost v kanceláři",		SUBJECT_NOUN },
	{ "nepřítomnost",			SUBJECT_NOUN },
	{ "automatická odpoveď",		SUBJECT_SURE },
	{ "mimo kancelárie",			SUBJECT_NOUN },
	{ "automatikus válasz",			SUBJECT_SURE },
	{ "házon kívül",			SUBJECT_NOUN },
	{ "răspuns automat",			SUBJECT_SURE },
	{ "automatski odgovor",			SUBJECT_SURE },
	{ "samodejni odgovor",			SUBJECT_SURE },
	{ "аутоматски одговор",			SUBJECT_SURE },
	/* Turkish, Greek, Hebrew, Arabic */
	{ "otomatik yanıt",			SUBJECT_SURE },
	{ "otomatik cevap",			SUBJECT_SURE },
	{ "ofis dışında",			SUBJECT_NOUN },
	{ "işyeri dışında",			SUBJECT_NOUN },
	{ "αυτόματη απάντηση",			SUBJECT_SURE },
	{ "תשובה אוטומטית",			SUBJECT_SURE },
	{ "رد تلقائي",				SUBJECT_SURE },
	/* Chinese */
	{ "自动答复",				SUBJECT_SURE },
	{ "自动回复",				SUBJECT_SURE },
	{ "自动应答",				SUBJECT_SURE },
	{ "自動回覆",				SUBJECT_SURE },
	{ "自動回復",				SUBJECT_SURE },
	{ "自動答覆",				SUBJECT_SURE },
	{ "自動回應",				SUBJECT_SURE },
	{ "外出",				SUBJECT_NOUN },
	{ "不在办公室",				SUBJECT_NOUN },
	{ "不在辦公室",				SUBJECT_NOUN },
	/* Japanese, Korean */
	{ "自動応答",				SUBJECT_SURE },
	{ "自動返信",				SUBJECT_SURE },
	{ "自動返答",				SUBJECT_SURE },
	{ "不在通知",				SUBJECT_NOUN },
	{ "不在",				SUBJECT_NOUN },
	{ "休暇",				SUBJECT_NOUN },
	{ "자동 회신",				SUBJECT_SURE },
	{ "자동회신",				SUBJECT_SURE },
	{ "자동 응답",				SUBJECT_SURE },
	{ "자동응답",				SUBJECT_SURE },
	{ "부재 중 자동 회신",			SUBJECT_SURE },
	{ "부재중 자동 회신",			SUBJECT_SURE },
	{ "부재중",				SUBJECT_NOUN },
	{ "부재 중",				SUBJECT_NOUN },
	/* Vietnamese, Thai, Indonesian */
	{ "trả lời tự động",			SUBJECT_SURE },
	{ "ตอบกลับอัตโนมัติ",			SUBJECT_SURE },
	{ "balasan otomatis",			SUBJECT_SURE },
};

/* Before the colon: replies and forwards of mail programs. */
static const char *const replies[] = {
	"re", "aw", "antw", "antwort", "sv", "vs", "odp", "re[2]", "ref", "rif",
	"res", "réf", "vá", "atb", "yn", "ynt", "ответ", "на", "回复", "答复",
	"回覆", "答覆", "返信", "회신", "답장", "fwd", "fw", "wg", "tr", "rv",
	"enc", "i", "vl", "vb", "doorst", "fs", "pd", "ilt", "ynl", "пересл",
	"转发", "轉寄", "轉發", "転送", "전달",
};
/* clang-format on */

/* clang-format off */
/* Beginnings of what challenge-response filters send back. */
static const char *const challenges[] = {
	"please confirm your message", "please confirm (conf#",
	"your email requires verification", "your e-mail requires verification",
	"verification required", "confirm your message", "[boxbe]",
	"[spam arrest]", "spam arrest", "verify your email to",
	"your message requires confirmation", "please verify your message",
	"sender verification", "confirmation required for",
};
/* clang-format on */

static bool
is_challenge(struct slice folded)
{
	for (size_t i = 0; i < COUNT(challenges); i++)
		if (slice_starts_nocase(folded, challenges[i]))
			return true;
	return false;
}

/* Long subjects are no form of a program; also bounds the folding. */
#define SUBJECT_LOOK 400

static char *
subject_fold(const char *subject, struct arena *arena)
{
	struct slice s =
		utf8_cut(slice_trim(slice_from(subject)), SUBJECT_LOOK);

	return utf8_fold(arena, arena_memdup(arena, s.data, s.size));
}

enum subject_form
subject_form_of(const char *subject, struct arena *arena)
{
	struct slice folded;

	if (!subject || !subject[0])
		return SUBJECT_OTHER;
	folded = slice_trim(slice_from(subject_fold(subject, arena)));
	while (folded.size && strchr("[(*", folded.data[0]))
		folded = slice_sub(folded, 1, folded.size);
	for (size_t i = 0; i < COUNT(forms); i++) {
		size_t length = strlen(forms[i].phrase);
		struct slice rest;

		if (folded.size < length ||
		    memcmp(folded.data, forms[i].phrase, length) != 0)
			continue;
		rest = slice_trim(slice_sub(folded, length, folded.size));
		/* nothing behind it: a person may ask about it by that name */
		if (rest.size == 0)
			return SUBJECT_NOUN;
		if (strchr(":])", rest.data[0]))
			return forms[i].form;
	}
	return is_challenge(folded) ? SUBJECT_NOUN : SUBJECT_OTHER;
}

bool
subject_is_reply(const char *subject, struct arena *arena)
{
	struct slice folded;
	size_t colon;

	if (!subject || !subject[0])
		return false;
	folded = slice_from(subject_fold(subject, arena));
	colon = slice_find(folded, ":", 0);
	if (colon > 16)
		return false;
	folded = slice_trim(slice_sub(folded, 0, colon));
	for (size_t i = 0; i < COUNT(replies); i++)
		if (slice_equal_nocase(folded, replies[i]))
			return true;
	return false;
}
