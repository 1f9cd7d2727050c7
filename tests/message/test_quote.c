/* Tests of message/quote.h: new text against quotes, signatures, footers. */
#include "../test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "message/quote.h"

static struct arena *arena;
static int failures; /* all of a table are shown before it fails */

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new();
	failures = 0;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct quote_split
split(const char *text, bool is_reply)
{
	struct quote_split out;

	quote_split(text, is_reply, arena, &out);
	return out;
}

static void
expect(const char *text, const char *got, const char *want)
{
	if (!strcmp(got, want))
		return;
	print_error("text: %s\nwant: %s\ngot: %s\n\n", text, want, got);
	failures++;
}

static void
check(const char *text, bool is_reply, const char *reply)
{
	expect(text, split(text, is_reply).reply_text, reply);
}

/* clang-format off */
static const char *const attributions[] = {
	/* Gmail */
	"On Thu, Jun 8, 2017 at 2:24 PM, Ann Lee <ann@example.org> wrote:",
	"On Thu, Jun 8, 2017 at 2:24 PM Ann Lee <\nann@example.org> wrote:",
	"On Thu, 8 Jun 2017, 14:24 Ann Lee, <ann@example.org>\nwrote:",
	"2017-06-08 14:24 GMT+02:00 Ann Lee <ann@example.org>:",
	"Am Do., 8. Juni 2017 um 14:24 Uhr schrieb Ann Lee <ann@example.org>:",
	"Le jeu. 8 juin 2017 à 14:24, Ann Lee <ann@example.org> a écrit :",
	"Le jeu. 8 juin 2017 à 14:24, Ann Lee <ann@example.org> a\nécrit :",
	"El jue., 8 jun. 2017 a las 14:24, Ann Lee (<ann@example.org>) escribió:",
	"El jue, 8 jun 2017 a las 14:24, Ann Lee (<ann@example.org>)\nescribió:",
	"Il giorno gio 8 giu 2017 alle ore 14:24 Ann Lee <ann@example.org>\nha scritto:",
	"Em qui., 8 de jun. de 2017 às 14:24, Ann Lee <ann@example.org> escreveu:",
	"Op do 8 jun. 2017 om 14:24 schreef Ann Lee <ann@example.org>:",
	"czw., 8 cze 2017 o 14:24 Ann Lee <ann@example.org> napisał(a):",
	"чт, 8 июн. 2017 г. в 14:24, Ann Lee <ann@example.org>:",
	"чт, 8 черв. 2017 р. о 14:24 Ann Lee <ann@example.org> пише:",
	"Den tors 8 juni 2017 kl 14:24 skrev Ann Lee <ann@example.org>:",
	"Den tor. 8. jun. 2017 kl. 14.24 skrev Ann Lee <ann@example.org>:",
	"tor. 8. jun. 2017 kl. 14:24 skrev Ann Lee <ann@example.org>:",
	"to 8. kesäk. 2017 klo 14.24 Ann Lee (ann@example.org) kirjoitti:",
	"čt 8. 6. 2017 v 14:24 odesílatel Ann Lee <ann@example.org> napsal:",
	"Ann Lee <ann@example.org>, 8 Haz 2017 Per, 14:24 tarihinde şunu yazdı:",
	"Ann Lee <ann@example.org>, 8 Haz 2017 Per, 14:24 tarihinde\nşunu yazdı:",
	"Ann Lee <ann@example.org> 于2017年6月8日周四 下午2:24写道：",
	"Ann Lee <ann@example.org>\n于2017年6月8日周四 下午2:24写道：",
	"Ann Lee <ann@example.org> 於 2017年6月8日 週四 下午2:24寫道：",
	"2017年6月8日(木) 14:24 Ann Lee <ann@example.org>:",
	"2017년 6월 8일 (목) 오후 2:24, Ann Lee <ann@example.org>님이 작성:",
	"Vào Th 5, 8 thg 6, 2017 vào lúc 14:24 Ann Lee <ann@example.org> đã viết:",
	"În joi, 8 iun. 2017 la 14:24, Ann Lee <ann@example.org> a scris:",
	"Ann Lee <ann@example.org> ezt írta (időpont: 2017. jún. 8., Cs, 14:24):",
	"Понедельник, 8 июня 2017, 14:24 +03:00 от Ann Lee <ann@example.org>:",
	"בתאריך יום ה׳, 8 ביוני 2017 ב-14:24 מאת Ann Lee <ann@example.org>:",
	"في الخميس، 8 يونيو 2017 في 2:24 م تمت كتابة ما يلي بواسطة Ann Lee <ann@example.org>:",
	"ในวันที่ พฤ. 8 มิ.ย. 2017 เวลา 14:24 Ann Lee <ann@example.org> เขียนว่า:",
	"Missatge de Ann Lee <ann@example.org> del dia dj., 8 de juny 2017 a les 14:24:",
	"čet, 8. lip 2017. u 14:24 Ann Lee <ann@example.org> napisao je:",
	"V V čet., 8. jun. 2017 ob 14:24 je oseba Ann Lee <ann@example.org> napisala:",
	"На чт, 8.06.2017 г. в 14:24 Ann Lee <ann@example.org> написа:",
	"2017-06-08, kt, 14:24 Ann Lee <ann@example.org> rašė:",
	"Kontakt Ann Lee (<ann@example.org>) kirjutas kuupäeval N, 8. juuni 2017 kell 14:24:",
	/* a name, an address and the verb, as phones write it */
	"Ann Lee <ann@example.org> wrote:",
	"Ann Lee via Desk <ann@example.org> schrieb:",
	/* Apple Mail and iOS */
	"On 8 Jun 2017, at 14:24, Ann Lee <ann@example.org> wrote:",
	"On Jun 8, 2017, at 2:24 PM, Ann Lee <ann@example.org> wrote:",
	"Am 08.06.2017 um 14:24 schrieb Ann Lee <ann@example.org>:",
	"Le 8 juin 2017 à 14:24, Ann Lee <ann@example.org> a écrit :",
	"El 8 jun 2017, a las 14:24, Ann Lee <ann@example.org> escribió:",
	"Il giorno 8 giu 2017, alle ore 14:24, Ann Lee <ann@example.org> ha scritto:",
	"No dia 8 de jun de 2017, às 14:24, Ann Lee <ann@example.org> escreveu:",
	"Op 8 jun. 2017, om 14:24 heeft Ann Lee <ann@example.org> het volgende geschreven:",
	"Wiadomość napisana przez Ann Lee <ann@example.org> w dniu 08.06.2017, o godz. 14:24:",
	"8 июня 2017 г., в 14:24, Ann Lee <ann@example.org> написал(а):",
	"8 juni 2017 kl. 14:24 skrev Ann Lee <ann@example.org>:",
	"Den 8. jun. 2017 kl. 14.24 skrev Ann Lee <ann@example.org>:",
	"8. jun. 2017 kl. 14:24 skrev Ann Lee <ann@example.org>:",
	"Ann Lee <ann@example.org> kirjoitti 8.6.2017 kello 14.24:",
	"8. 6. 2017 v 14:24, Ann Lee <ann@example.org>:",
	"Ann Lee <ann@example.org> şunları yazdı (8 Haz 2017 14:24):",
	"在 2017年6月8日，下午2:24，Ann Lee <ann@example.org> 写道：",
	"Ann Lee <ann@example.org> 於 2017年6月8日 下午2:24 寫道：",
	"2017/06/08 14:24、Ann Lee <ann@example.org>のメール：",
	"2017. 6. 8. 오후 2:24, Ann Lee <ann@example.org> 작성:",
	/* Thunderbird */
	"On 06/08/2017 02:24 PM, Ann Lee wrote:",
	"On 08.06.17 14:24, Ann Lee wrote:",
	"Am 08.06.2017 um 14:24 schrieb Ann Lee:",
	"Le 08/06/2017 à 14:24, Ann Lee a écrit :",
	"El 8/6/17 a las 14:24, Ann Lee escribió:",
	"Il 08/06/2017 14:24, Ann Lee ha scritto:",
	"Em 08/06/2017 14:24, Ann Lee escreveu:",
	"Op 8-6-2017 om 14:24 schreef Ann Lee:",
	"W dniu 08.06.2017 o 14:24, Ann Lee pisze:",
	"08.06.2017 14:24, Ann Lee пишет:",
	"Den 2017-06-08 kl. 14:24, skrev Ann Lee:",
	"Den 08.06.2017 14.24, skrev Ann Lee:",
	"8.6.2017, 14.24, Ann Lee kirjoitti:",
	"Dne 8. 6. 2017 v 14:24 Ann Lee napsal(a):",
	"08.06.2017 14:24 tarihinde Ann Lee yazdı:",
	"在 2017/6/8 14:24, Ann Lee 写道:",
	"Ann Lee 於 2017/6/8 14:24 寫道:",
	"On 2017/06/08 14:24, Ann Lee wrote:",
	"2017-06-08 오후 2:24에 Ann Lee 이(가) 쓴 글:",
	/* Lotus, web mail, phones, old programs */
	"ann@example.org wrote on 06/08/2017 02:24:00 PM:",
	"Ann Lee <ann@example.org> schrieb am 08.06.2017 14:24:00:",
	"Thursday, 8 June 2017, 14:24 +0300 from Ann Lee <ann@example.org>:",
	"Четверг,  8 июня 2017, 14:24 +03:00 от Ann Lee <ann@example.org>:",
	"08.06.2017, 14:24, \"Ann Lee\" <ann@example.org>:",
	"---- On Thu, 08 Jun 2017 14:24:00 +0200 Ann Lee <ann@example.org> wrote ----",
	"--- Ann Lee <ann@example.org> wrote ---",
	"At 2017-06-08 14:24:00, \"Ann Lee\" <ann@example.org> wrote:",
	"Quoting Ann Lee <ann@example.org> 8 Jun 2017 14:24 wrote:",
	"Zitat von Ann Lee <ann@example.org> geschrieben am 8.6.2017:",
	"W dniu 2017-06-08 14:24:00 użytkownik Ann Lee <ann@example.org> napisał:",
	"Dnia 8 czerwca 2017 14:24 Ann Lee <ann@example.org> napisał(a):",
	"In data 8 giugno 2017 14:24:00 \"Ann Lee\" <ann@example.org> ha scritto:",
	"Am 8. Juni 2017 14:24:00 MESZ schrieb Ann Lee <ann@example.org>:",
	"Den 8 juni 2017 14:24:00, Ann Lee (ann@example.org) skrev:",
};

static const char *const blocks[] = {
	"---\n*Previous Replies*",
	"[Original Message processed by david(R)]\nRe: Termin\nVon   Ann Lee\nAn    Hilfe",
	"Ann Lee ---06/08/2017 02:24:00 PM---Hello\n\nFrom: Ann Lee/Org\nTo: Help/Org\nDate: 06/08/2017 02:24 PM\nSubject: Re: x",
	"Message du 08/06/17 14:24\nDe : Ann Lee <ann@example.org>\nA : help@example.org\nObjet : Re: x",
	"## Bitte gib deine Antwort oberhalb dieser Zeile ein. ##",
	"From: Ann Lee <ann@example.org>\nSent: Thursday, June 8, 2017 2:24 PM\n"
	"To: Help Desk <help@example.com>\nSubject: RE: Printer",
	"From: Ann Lee [mailto:ann@example.org]\nSent: 08 June 2017 14:24\n"
	"To: 'Help Desk'\nCc: Bo; Cy\nSubject: Printer",
	"*From:* Ann Lee [mailto:ann@example.org]\n*Sent:* 08 June 2017 14:24\n"
	"*To:* Help\n*Subject:* Printer",
	"Von: Ann Lee <ann@example.org>\nGesendet: Donnerstag, 8. Juni 2017 14:24\n"
	"An: Hilfe <help@example.com>\nBetreff: AW: Drucker",
	"De : Ann Lee <ann@example.org>\nEnvoyé : jeudi 8 juin 2017 14:24\n"
	"À : Aide\nObjet : RE: Imprimante",
	"De: Ann Lee <ann@example.org>\nEnviado el: jueves, 8 de junio de 2017 14:24\n"
	"Para: Ayuda\nAsunto: RE: Impresora",
	"Da: Ann Lee <ann@example.org>\nInviato: giovedì 8 giugno 2017 14:24\n"
	"A: Aiuto\nOggetto: R: Stampante",
	"De: Ann Lee <ann@example.org>\nEnviada em: quinta-feira, 8 de junho de 2017 14:24\n"
	"Para: Ajuda\nAssunto: RES: Impressora",
	"Van: Ann Lee <ann@example.org>\nVerzonden: donderdag 8 juni 2017 14:24\n"
	"Aan: Hulp\nOnderwerp: RE: Printer",
	"From: Ann Lee\nSent: Thursday, June 8, 2017 2:24 PM\nTo: Help\nSubject: x",
	"Od: Ann Lee <ann@example.org>\nWysłano: czwartek, 8 czerwca 2017 14:24\n"
	"Do: Pomoc\nTemat: ODP: Drukarka",
	"От: Ann Lee <ann@example.org>\nОтправлено: 8 июня 2017 г. 14:24\n"
	"Кому: Помощь\nТема: RE: Принтер",
	"Från: Ann Lee <ann@example.org>\nSkickat: den 8 juni 2017 14:24\n"
	"Till: Hjälp\nÄmne: SV: Skrivare",
	"Fra: Ann Lee <ann@example.org>\nSendt: 8. juni 2017 14:24\n"
	"Til: Hjælp\nEmne: SV: Printer",
	"Lähettäjä: Ann Lee <ann@example.org>\nLähetetty: torstai 8. kesäkuuta 2017 14.24\n"
	"Vastaanottaja: Apu\nAihe: VS: Tulostin",
	"Odesílatel: Ann Lee <ann@example.org>\nOdesláno: čtvrtek 8. června 2017 14:24\n"
	"Komu: Pomoc\nPředmět: RE: Tiskárna",
	"Kimden: Ann Lee <ann@example.org>\nGönderildi: 8 Haziran 2017 Perşembe 14:24\n"
	"Kime: Yardım\nKonu: YNT: Yazıcı",
	"发件人: Ann Lee <ann@example.org>\n发送时间: 2017年6月8日 14:24\n"
	"收件人: 帮助\n主题: 答复: 打印机",
	"寄件者: Ann Lee <ann@example.org>\n寄件日期: 2017年6月8日 14:24\n"
	"收件者: 幫助\n主旨: RE: 印表機",
	"差出人: Ann Lee <ann@example.org>\n送信日時: 2017年6月8日 14:24\n"
	"宛先: ヘルプ\n件名: RE: プリンター",
	"보낸 사람: Ann Lee <ann@example.org>\n보낸 날짜: 2017년 6월 8일 목요일 오후 2:24\n"
	"받는 사람: 도움말\n제목: RE: 프린터",
	"发件人：Ann Lee <ann@example.org>\n日期：2017-06-08 14:24\n"
	"收件人：help@example.com\n主题：打印机",
	"Date: Thu, 8 Jun 2017 14:24:00 +0200\nFrom: ann@example.org\n"
	"To: help@example.com\nSubject: x",
	"From:\tAnn Lee/ORG\nTo:\thelp@example.com\nDate:\t08.06.2017 14:24\n"
	"Subject:\tPrinter",
	"_______________________________\nFrom: Ann Lee <ann@example.org>\n"
	"Sent: Thursday, June 8, 2017 2:24:00 PM\nTo: Help\nSubject: Re: x",
	"-----Original Message-----\nFrom: Ann Lee <ann@example.org>\n"
	"Sent: Thursday, June 8, 2017 2:24 PM\nTo: Help\nSubject: Re: x",
	"----- Message d'origine -----\nDe : Ann Lee",
	"-------- Ursprüngliche Nachricht --------\nVon: Ann Lee",
	"-----Mensaje original-----", "-----Messaggio originale-----",
	"-----Mensagem original-----", "-----Oorspronkelijk bericht-----",
	"-----Wiadomość oryginalna-----", "-----Исходное сообщение-----",
	"-----Ursprungligt meddelande-----", "-----Oprindelig meddelelse-----",
	"-----Opprinnelig melding-----", "-----Alkuperäinen viesti-----",
	"-----Původní zpráva-----", "-----Orijinal Mesaj-----",
	"-----邮件原件-----", "------------------ 原始邮件 ------------------",
	"------------------&nbsp;原始邮件&nbsp;------------------",
	"-----元のメッセージ-----", "-----원본 메시지-----",
	"##- Please type your reply above this line -##",
};

static const char *const mobile_lines[] = {
	"Sent from my iPhone", "Sent from my Samsung Galaxy smartphone.",
	"Sent from Outlook for iOS<https://aka.ms/x>",
	"Get Outlook for Android <https://aka.ms/x>", "Sent from Yahoo Mail",
	"Sent from Mail for Windows 10", "Sent with Proton Mail secure email.",
	"Von meinem iPhone gesendet", "Von meinem Samsung Gerät gesendet.",
	"Gesendet von Mail für Windows", "Gesendet mit der GMX Mail App",
	"Envoyé de mon iPhone", "Envoyé depuis mon téléphone Orange",
	"Enviado desde mi iPhone", "Inviato da iPhone",
	"Inviato dal mio telefono", "Enviado do meu iPhone",
	"Verstuurd vanaf mijn iPhone", "Verzonden met Outlook voor Android",
	"Wysłane z iPhone'a", "Wysłano z telefonu", "Отправлено с iPhone",
	"Отправлено из мобильной Почты", "Skickat från min iPhone",
	"Sent from my cell, please excuse any typos.", "Sent on the go",
	"From my iPhone", "Get [Outlook for iOS](https://example.org/x)",
	"Get BlueMail for Android", "iPhone’umdan gönderildi",
	"Sendt fra min iPhone", "Lähetetty iPhonesta", "Odesláno z iPhonu",
	"iPhone'umdan gönderildi", "发自我的iPhone", "從我的 iPhone 傳送",
	"iPhoneから送信", "나의 iPhone에서 보냄",
};
/* clang-format on */

static void
test_attributions(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(attributions); i++) {
		const char *a = attributions[i];

		check(arena_printf(arena, "New.\n\n%s\n\n> old\n> older\n", a),
		      true, "New.");
		check(arena_printf(arena, "New.\n%s\n\nold\nolder\n", a), true,
		      "New.");
		check(arena_printf(arena, "%s\n> old\n\nBelow.\n", a), true,
		      "Below.");
	}
	assert_int_equal(failures, 0);
}

static void
test_blocks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(blocks); i++)
		check(arena_printf(arena, "New.\n\n%s\n\nold\nolder\n",
				   blocks[i]),
		      true, "New.");
	assert_int_equal(failures, 0);
}

static void
test_mobile_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(mobile_lines); i++) {
		const char *text =
			arena_printf(arena, "New.\n\n%s\n", mobile_lines[i]);

		check(text, true, "New.");
		check(text, false, "New.");
		expect(text, split(text, true).signature, mobile_lines[i]);
	}
	assert_int_equal(failures, 0);
}

struct sample {
	const char *text, *reply, *signature;
	bool is_reply;
};

/* clang-format off */
static const struct sample samples[] = {
	/* nothing to take off */
	{ "", "", "", true },
	{ "Just text.\n", "Just text.", "", true },
	{ "On the one hand it works.\nOn the other it wrote: nothing.\n",
	  "On the one hand it works.\nOn the other it wrote: nothing.", "", true },
	{ "On 3 May the server wrote:\n\ndisk full\n\nWhat now?\n",
	  "On 3 May the server wrote:\n\ndisk full\n\nWhat now?", "", true },
	{ "On 12.05.2023 at 10:30 the server wrote:\nout of memory\n",
	  "On 12.05.2023 at 10:30 the server wrote:\nout of memory", "", false },
	{ "Move my PC please.\n\nFrom: Building A\nTo: Building B\nDate: soon\n",
	  "Move my PC please.\n\nFrom: Building A\nTo: Building B\nDate: soon", "", false },
	{ "Meeting:\n\nDate: Wednesday 3, October 2023\nTime: 7:00\nPlace: here\n",
	  "Meeting:\n\nDate: Wednesday 3, October 2023\nTime: 7:00\nPlace: here", "", true },
	{ "The console says\n> show version\nand stops.\n",
	  "The console says\n> show version\nand stops.", "", false },
	{ "Log:\n2024-01-15 14:30:25 ok\n2024-01-15 14:30:26 user@example.org:\nfailed\n",
	  "Log:\n2024-01-15 14:30:25 ok\n2024-01-15 14:30:26 user@example.org:\nfailed", "", false },
	/* citations that the text needs */
	{ "I typed:\n\n> show version\n> exit\n\nand it stops.\n",
	  "I typed:\n\n> show version\n> exit\n\nand it stops.", "", true },
	{ "Hi,\n\n> Is it on?\n\nYes.\n", "Hi,\n\nYes.", "", true },
	/* warnings of gateways */
	{ "CAUTION: This mail originated from outside of the organization. Do not\nclick links unless you recognize the sender.\n\nMy PC hums.\n",
	  "My PC hums.",
	  "CAUTION: This mail originated from outside of the organization. Do not\nclick links unless you recognize the sender.", false },
	{ "You don't often get email from ann@example.org. Learn why\n\nMy PC hums.\n",
	  "My PC hums.", "You don't often get email from ann@example.org. Learn why", false },
	{ "I was told: do not click links from an external sender, caution! Is that so?\n\nAnn\n",
	  "I was told: do not click links from an external sender, caution! Is that so?\n\nAnn", "", false },
	{ "CAUTION: external email, do not click links. Know the sender.\n",
	  "CAUTION: external email, do not click links. Know the sender.", "", false },
	/* answers between and below */
	{ "Hi,\n\nOn 8 Jun 2017, at 14:24, Ann <ann@example.org> wrote:\n> One?\nYes.\n> Two?\nno\n> Three?\n\nNever.\n",
	  "Hi,\n\nYes.\n\nno\n\nNever.", "", true },
	{ "> Does it print now?\nno, still broken\n> And the scanner?\nyes\n",
	  "no, still broken\n\nyes", "", true },
	{ "> This is a rather long question that nearly fills the whole line, yes?\nyes it is\n> ok\n",
	  "yes it is", "", true },
	{ "Top.\n\nOn 8 Jun 2017, at 14:24, Ann <ann@example.org> wrote:\n> a line that some gateway broke in two because it was much too\nlong for it\n> next\n",
	  "Top.", "", true },
	{ "Please see my answers below.\n\nFrom: Ann <ann@example.org>\nSent: Thursday, June 8, 2017 2:24 PM\nTo: Bo\nSubject: x\n\nWhich one?\nThe left one.\n",
	  "Please see my answers below.\n\nFrom: Ann <ann@example.org>\nSent: Thursday, June 8, 2017 2:24 PM\nTo: Bo\nSubject: x\n\nWhich one?\nThe left one.", "", true },
	/* nothing new */
	{ "On 8 Jun 2017, at 14:24, Ann <ann@example.org> wrote:\n> old\n", "", "", true },
	{ "> quoted\n> by mistake\n", "quoted\nby mistake", "", true },
	{ "> On 8 Jun 2017, at 14:24, Ann <ann@example.org> wrote:\n>\n> old\n", "", "", true },
	{ "From: Ann <ann@example.org>\nSent: Thursday, June 8, 2017 2:24 PM\nTo: Help\nSubject: x\n\nPrinter is broken.\n",
	  "From: Ann <ann@example.org>\nSent: Thursday, June 8, 2017 2:24 PM\nTo: Help\nSubject: x\n\nPrinter is broken.", "", true },
	/* one line shared */
	{ "ok On Wed, Apr 4, 2012 at 3:59 PM, bo@example.com wrote:\n> Hi\n", "ok", "", true },
	/* forwards are new to us */
	{ "FYI\n\n---------- Forwarded message ---------\nFrom: Ann <ann@example.org>\nDate: Thu, Jun 8, 2017 at 2:24 PM\nSubject: x\nTo: Bo\n\nHelp!\n",
	  "FYI\n\n---------- Forwarded message ---------\nFrom: Ann <ann@example.org>\nDate: Thu, Jun 8, 2017 at 2:24 PM\nSubject: x\nTo: Bo\n\nHelp!", "", true },
	/* signatures */
	{ "Text.\n\n-- \nAnn Lee\nExample Ltd\n", "Text.", "-- \nAnn Lee\nExample Ltd", false },
	{ "Text.\n--\nAnn Lee\n", "Text.", "--\nAnn Lee", false },
	{ "-- point one\n-- point two\n", "-- point one\n-- point two", "", false },
	{ "## Title\n----\n\nText below.\n", "## Title\n----\n\nText below.", "", false },
	{ "Thanks,\nAnn\n", "Thanks,\nAnn", "", true },
	{ "Please help.\n\nKind regards,\n\nAnn Lee\nExample Ltd\nTel. +49 30 1234567\nann@example.org\n",
	  "Please help.", "Kind regards,\n\nAnn Lee\nExample Ltd\nTel. +49 30 1234567\nann@example.org", false },
	{ "Bitte helfen.\n\nMit freundlichen Grüßen\n\nAnn Lee\nBeispiel GmbH\nwww.example.de\n",
	  "Bitte helfen.", "Mit freundlichen Grüßen\n\nAnn Lee\nBeispiel GmbH\nwww.example.de", false },
	{ "Please help.\n\nRegards,\nAnn\n\nThis e-mail is confidential and intended solely for the use of the individual to whom it is addressed.\n",
	  "Please help.\n\nRegards,\nAnn", "This e-mail is confidential and intended solely for the use of the individual to whom it is addressed.", false },
	{ "Hilfe.\n\nDiese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte sofort den Absender.\n",
	  "Hilfe.", "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte sofort den Absender.", false },
	{ "Text.\n\n_______________________________________________\nusers mailing list\nhttps://lists.example.org/listinfo/users\n",
	  "Text.", "_______________________________________________\nusers mailing list\nhttps://lists.example.org/listinfo/users", false },
	{ "-- \nAnn Lee\n", "-- \nAnn Lee", "", false },
	/* a phone's line, and the old mail below it without any mark */
	{ "Done.\n\nSent from my iPhone\n\nDear all, please close the windows.\n", "Done.",
	  "Sent from my iPhone\n\nDear all, please close the windows.", true },
	{ "Sent from my iPhone\n\nDear all, I typed below.\n", "Sent from my iPhone\n\nDear all, I typed below.", "", true },
	{ "Sent from the office printer, it jams.\n\nPlease fix.\n", "Sent from the office printer, it jams.\n\nPlease fix.", "", true },
};
/* clang-format on */

static void
test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(samples); i++) {
		const struct sample *s = &samples[i];

		check(s->text, s->is_reply, s->reply);
		expect(s->text, split(s->text, s->is_reply).signature,
		       s->signature);
	}
	assert_int_equal(failures, 0);
}

/* Cut anywhere, a mail still gives valid text, and never more than it has. */
static void
test_prefixes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(samples); i++) {
		struct slice text = slice_from(samples[i].text);

		for (size_t n = 0; n < text.size; n++) {
			const char *cut = arena_memdup(arena, text.data,
						       utf8_cut(text, n).size);
			struct quote_split got = split(cut, true);

			assert_true(utf8_valid(slice_from(got.reply_text)));
			assert_true(strlen(got.reply_text) +
					    strlen(got.signature) <=
				    strlen(cut));
		}
	}
}

static const char *
repeated(const char *what, size_t times)
{
	struct buf out;

	buf_init(&out, arena);
	for (size_t i = 0; i < times; i++)
		buf_add_str(&out, what);
	return out.data;
}

/* These end at once; a quadratic step would run into the test's timeout. */
static void
test_hostile_sizes(void **state)
{
	static const char *const units[] = {
		"> x\n",       "x\n",	      "\n",
		"On\n",	       "a@b\n",	      "wrote:\n",
		"--\n",	       "From: a@b\n", "On 1.1.2000 10:00\n",
		"Date: 1\n\n", "- \n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(units); i++)
		split(repeated(units[i], i == 0 ? 200000 : 20000), true);
	split(repeated("x", 1 << 20), true);
	split(repeated("> ", 1 << 19), true);
	split(repeated("On 1.1.2000 ", 100000), true);
	split(repeated("From: To: ", 100000), true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_attributions, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_blocks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_mobile_lines, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_samples, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_prefixes, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_hostile_sizes, set_up,
						tear_down),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
