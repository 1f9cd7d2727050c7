/* Tests of forwarded_find(): mails forwarded as text, client by client. */
#include "../test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "message/quote.h"

struct sample {
	const char *subject, *text;
	/* NAME NULL: no forward is to be found */
	const char *name, *email, *inner_subject;
	long long date; /* 0: none */
};

#define JUNE_8 1496931840 /* 2017-06-08 14:24 UTC */

/* clang-format off */
static const struct sample samples[] = {
	/* Gmail, and that subjects do not matter below its mark */
	{ "Fwd: Printer", "Please handle.\n\n---------- Forwarded message ---------\nFrom: Ann Lee <ann@example.org>\nDate: Thu, Jun 8, 2017 at 2:24 PM\nSubject: Printer\nTo: <bo@example.com>\n\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "", "---------- Forwarded message ---------\nVon: Ann Lee <ann@example.org>\nDate: Do., 8. Juni 2017 um 14:24 Uhr\nSubject: Printer\nTo: <bo@example.com>\n\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "", "---------- Weitergeleitete Nachricht ----------\nVon: Ann Lee <ann@example.org>\nDatum: 8. Juni 2017 um 14:24\nBetreff: Printer\nAn: bo@example.com\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	/* Apple, with and without quote marks */
	{ "Fwd: Printer", "\n> Begin forwarded message:\n> \n> From: Ann Lee <ann@example.org>\n> Subject: Printer\n> Date: 8 June 2017 at 14:24:00 GMT\n> To: bo@example.com\n> \n> It jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "Fwd: Printer", "Anfang der weitergeleiteten Nachricht:\n\nVon: Ann Lee <ann@example.org>\nBetreff: Printer\nDatum: 8. Juni 2017 um 14:24:00 GMT\nAn: bo@example.com\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "TR: x", "Début du message réexpédié :\n\nDe: Ann Lee <ann@example.org>\nObjet: Printer\nDate: 8 juin 2017 à 14:24:00 UTC\nÀ: bo@example.com\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	/* Outlook: the block alone, known by the subject */
	{ "FW: Printer", "See below.\n\nFrom: Ann Lee <ann@example.org>\nSent: Thursday, June 8, 2017 2:24 PM\nTo: Bo\nSubject: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "WG: Printer", "Von: Ann Lee [mailto:ann@example.org]\nGesendet: Donnerstag, 8. Juni 2017 14:24\nAn: Bo\nBetreff: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "TR: Printer", "De : Ann Lee <ann@example.org>\nEnvoyé : jeudi 8 juin 2017 14:24\nÀ : Bo\nObjet : Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "RV: Printer", "De: Ann Lee <ann@example.org>\nEnviado el: jueves, 8 de junio de 2017 14:24\nPara: Bo\nAsunto: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "I: Printer", "Da: Ann Lee <ann@example.org>\nInviato: giovedì 8 giugno 2017 14:24\nA: Bo\nOggetto: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "PD: Printer", "Od: Ann Lee <ann@example.org>\nWysłano: czwartek, 8 czerwca 2017 14:24\nDo: Bo\nTemat: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "Fwd: Printer", "-------- Пересылаемое сообщение --------\nОт: Ann Lee <ann@example.org>\nДата: 8 июня 2017 г. 14:24\nКому: bo@example.com\nТема: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "VB: Printer", "Från: Ann Lee <ann@example.org>\nSkickat: den 8 juni 2017 14:24\nTill: Bo\nÄmne: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "VS: Printer", "Fra: Ann Lee <ann@example.org>\nSendt: 8. juni 2017 14:24\nTil: Bo\nEmne: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "VL: Printer", "Lähettäjä: Ann Lee <ann@example.org>\nLähetetty: torstai 8. kesäkuuta 2017 14.24\nVastaanottaja: Bo\nAihe: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "FW: Printer", "Odesláno: čtvrtek 8. června 2017 14:24\nOd: Ann Lee <ann@example.org>\nKomu: Bo\nPředmět: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "İLT: Printer", "Kimden: Ann Lee <ann@example.org>\nGönderildi: 8 Haziran 2017 Perşembe 14:24\nKime: Bo\nKonu: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "转发: Printer", "发件人: Ann Lee <ann@example.org>\n发送时间: 2017年6月8日 14:24\n收件人: Bo\n主题: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "転送：Printer", "差出人: Ann Lee <ann@example.org>\n送信日時: 2017年6月8日 14:24\n宛先: Bo\n件名: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "전달: Printer", "보낸 사람: Ann Lee <ann@example.org>\n보낸 날짜: 2017년 6월 8일 목요일 오후 2:24\n받는 사람: Bo\n제목: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	/* Thunderbird, Lotus, a wrapped address, an outer tag */
	{ "Fwd: Printer", "-------- Forwarded Message --------\nSubject: \tPrinter\nDate: \tThu, 8 Jun 2017 16:24:00 +0200\nFrom: \tAnn Lee <ann@example.org>\nTo: \tbo@example.com\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "Fw: Printer", "----- Forwarded by Bo/ORG on 09.06.2017 10:00 -----\n\nFrom: Ann Lee <ann@example.org>\nTo: bo@example.com\nDate: 08.06.2017 14:24\nSubject: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "[External] FW: Printer", "From: Ann Lee\n<ann@example.org>\nSent: Thursday, June 8, 2017 2:24 PM\nTo: Bo\nSubject: Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "Fwd: Printer", "*From:* Ann Lee <ann@example.org>\n*Sent:* Thursday, June 8, 2017 2:24 PM\n*To:* Bo\n*Subject:* Printer\n\nIt jams.\n",
	  "Ann Lee", "ann@example.org", "Printer", JUNE_8 },
	{ "FW: Printer", "From: ann@example.org <mailto:ann@example.org>\nSent: someday\nTo: Bo\nSubject: Printer\n\nIt jams.\n",
	  "", "ann@example.org", "Printer", 0 },
	/* no forwards */
	{ "Re: Printer", "Yes.\n\nFrom: Ann Lee <ann@example.org>\nSent: Thursday, June 8, 2017 2:24 PM\nTo: Bo\nSubject: Printer\n\nIt jams.\n", NULL, NULL, NULL, 0 },
	{ "Re: x", "Yes.\n\nOn 8 Jun 2017, at 14:24, Ann <ann@example.org> wrote:\n\n---------- Forwarded message ---------\nFrom: Cy <cy@example.org>\nDate: Thu, Jun 8, 2017 at 2:24 PM\nSubject: x\nTo: y@example.org\n\nold\n", NULL, NULL, NULL, 0 },
	{ "Fwd: nothing", "There is no mail below.\n", NULL, NULL, NULL, 0 },
	{ NULL, "", NULL, NULL, NULL, 0 },
};
/* clang-format on */

static bool
differs(const char *what, const char *text, const char *got, const char *want)
{
	if (!strcmp(got, want))
		return false;
	print_error("%s of: %s\nwant: %s\ngot: %s\n", what, text, want, got);
	return true;
}

static void
test_samples(void **state)
{
	struct arena *arena = arena_new();
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(samples); i++) {
		const struct sample *s = &samples[i];
		struct forwarded got = { .present = false };
		bool found = forwarded_find(s->text, s->subject, arena, &got);

		if (found != (s->name != NULL)) {
			print_error("%s: %s\n", found ? "found" : "missed",
				    s->text);
			failures++;
		}
		if (!found || !s->name)
			continue;
		failures += differs("name", s->text, got.from.name, s->name);
		failures += differs("email", s->text, got.from.email, s->email);
		failures += differs("subject", s->text, got.subject,
				    s->inner_subject);
		failures += differs("text", s->text, got.text, "It jams.");
		failures += differs(
			"date", s->text,
			arena_printf(arena, "%lld",
				     got.has_date ? (long long)got.date : 0),
			arena_printf(arena, "%lld", s->date));
	}
	arena_free(arena);
	assert_int_equal(failures, 0);
}

static void
test_prefixes(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(samples); i++)
		for (size_t n = 0; n < strlen(samples[i].text); n++) {
			const char *cut =
				arena_memdup(arena, samples[i].text, n);
			struct forwarded got = { .present = false };

			if (forwarded_find(cut, "Fwd: x", arena, &got))
				assert_true(got.present && got.text);
		}
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_prefixes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
