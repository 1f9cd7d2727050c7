/* Tests of html_to_text(). */
#include "../test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "message/html.h"
#include "message/quote.h"

struct sample {
	const char *html, *text;
};

/* clang-format off */
static const struct sample samples[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ "<b> a\n\t b</b>  c ", "a b c" },
	{ "<p>one</p><p>two</p>", "one\n\ntwo" },
	{ "<div>one</div><div>two</div>", "one\ntwo" },
	{ "<div>one</div><div><br></div><div>two</div>", "one\n\ntwo" },
	{ "one<br>two<br><br>three<br>", "one\ntwo\n\nthree" },
	{ "<div>one<br></div><div>two</div>", "one\ntwo" },
	{ "<p>one</p>two", "one\n\ntwo" },
	{ "<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p>", "a\n\nb" },
	{ "a<b>b</b><i>c</i> <u>d</u>", "abc d" },
	{ "<h1>Title</h1>text<hr>end", "Title\n\ntext\n________________________________\nend" },
	/* entities */
	{ "&lt;&amp;&gt; &auml;&euro;&#8364;&#x20AC;&nbsp;&hellip; &unknown; &", "<&> ä€€€ … &unknown; &" },
	{ "&#150;&#146;", "–’" },
	{ "a&#8203;b&shy;c&#65279;", "abc" },
	{ "1 < 2 and 3 > 2, <ann@example.org> <https://example.org/> wrote", "1 < 2 and 3 > 2, <ann@example.org> <https://example.org/> wrote" },
	/* links */
	{ "<a href='https://example.org/x'>here</a>.", "here <https://example.org/x>." },
	{ "<a href='https://www.example.org/'>example.org</a>", "example.org" },
	{ "<a href='mailto:ann@example.org?subject=x'>ann@example.org</a>", "ann@example.org" },
	{ "<a href='mailto:ann@example.org'>Ann</a>", "Ann <mailto:ann@example.org>" },
	{ "<a href='#top'>up</a> <a href='javascript:x()'>run</a> <a name=x>here</a>", "up run here" },
	{ "<a href='https://example.org/'></a>", "" },
	{ "<div><a href='https://example.org/'><div>Button</div></a></div>after", "Button <https://example.org/>\nafter" },
	{ "<a href='https://example.org/'><img src=x.png alt=Shop></a>", "Shop <https://example.org/>" },
	{ "<a href=' https://exa\nmple.org/ '>x</a>", "x <https://example.org/>" },
	/* lists */
	{ "<ul><li>a<li>b</ul>c", "* a\n* b\n\nc" },
	{ "<ol><li>a</li><li><p>b</p></li></ol>", "1. a\n2. b" },
	{ "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "* a\n  * b\n* c" },
	{ "<ol start=3><li>a<li>b<li value=9>c</ol>", "3. a\n4. b\n9. c" },
	{ "<ol type=a><li>x<li>y</ol><ol type=A start=27><li>z</ol>", "a. x\nb. y\n\n27. z" },
	{ "<ol start=99999999999><li>x</ol>", "1. x" },
	{ "<details><summary>a</summary>b</details>", "a\nb" },
	{ "plain\ntext &amp; 1 < 2\n\n  end", "plain\ntext & 1 < 2\n\n  end" },
	{ "<dl><dt>word<dd>meaning</dl>", "word\n  meaning" },
	/* tables */
	{ "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a  b\nc  d" },
	{ "<table border=1><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a | b" },
	{ "<table><tr><th>Item</th><th>Price</th></tr><tr><td>Pen</td><td>1</td></tr></table>", "Item | Price\nPen | 1" },
	{ "<table><tr><th>From: </th><td>Ann</td></tr></table>", "From: Ann" },
	{ "<table><tr><td></td><td></td></tr></table>", "" },
	{ "<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\nc" },
	{ "x<table><tr><td>a</td></tr></table>y", "x\n\na\n\ny" },
	/* preformatted */
	{ "<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc" },
	{ "<div style='white-space:pre-wrap'>a\n b</div>", "a\n b" },
	/* quotes */
	{ "a<blockquote>b<blockquote>c</blockquote></blockquote>d", "a\n\n> b\n>\n>> c\n\nd" },
	{ "<blockquote type=cite><p>a</p><p>b</p></blockquote>", "> a\n>\n> b" },
	{ "a<blockquote class=gmail_quote>mine</blockquote>", "a\n\n    mine" },
	{ "a<blockquote style='margin:0 0 0 40px;border:none;padding:0'>mine</blockquote>", "a\n\n    mine" },
	/* hidden */
	{ "<div style='display:none'>preview</div>a", "a" },
	{ "<span style='DISPLAY: None !important;'>preview</span>a", "a" },
	{ "<div style='visibility:hidden'>x</div><p hidden>y</p><div style='max-height:0px;overflow:hidden'>z</div>a", "a" },
	{ "<div style='font-size:0;line-height:0'>x</div><div style='opacity:0'>y</div><span style='font-size:1px'>z</span>a", "a" },
	{ "<td style='font-size:0'><div style='font-size:13px'>shown</div></td>", "shown" },
	{ "<span style='font-size:0.9em'>small</span>", "small" },
	{ "<a href='https://example.org/' style='mso-hide:all'>Button</a>", "Button <https://example.org/>" },
	{ "<style>p{}</style><script>x()</script><title>t</title><!-- c --><p>a</p><!--[if mso]><p>b</p><![endif]-->", "a" },
	{ "<!--[if !mso]><!--><p>a</p><!--<![endif]-->", "a" },
	/* pictures */
	{ "<img src='https://example.org/p.gif' width=1 height=1 alt=pixel>a", "a" },
	{ "<img src='https://example.org/p.gif' style='width:0px' alt=pixel>a", "a" },
	{ "a <img src='cid:one@x'> b", "a [image: error.png] b" },
	{ "<img src='cid:image001.png@01D9.22'>", "[image: image001.png]" },
	{ "<img src='https://example.org/l.png' alt='Logo'><img src='https://example.org/l.png'>", "[image: Logo]" },
	{ "Hi <img alt='😀' src='https://example.org/e.png'>", "Hi 😀" },
	/* damaged */
	{ "<p>a<!-- never closed <b>b</b>", "ab" },
	{ "<style>never closed a", "never closed a" },
	{ "<a href=\"https://example.org/>text</a> more", "text more" },
	{ "a</b></p></div></html>b", "a\n\nb" },
	{ "<p>a<", "a<" }, { "<p>a</", "a</" }, { "<p>a<b", "a<b" },
	{ "</body></html><body>late", "late" },
	{ "<?xml version=\"1.0\"?><!DOCTYPE html><html><body>a", "a" },
	{ "<meta charset=utf-16><p>ä", "ä" },
};
/* clang-format on */

static void
test_samples(void **state)
{
	const char *cid = "one@x", *name = "error.png";
	struct html_images images = { { &cid, 1 }, { &name, 1 } };
	struct arena *arena = arena_new();
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(samples); i++) {
		const char *got = html_to_text(slice_from(samples[i].html),
					       &images, arena, NULL);

		if (strcmp(got, samples[i].text)) {
			print_error("html: %s\nwant: %s\ngot: %s\n\n",
				    samples[i].html, samples[i].text, got);
			failures++;
		}
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
		for (size_t n = 0; n < strlen(samples[i].html); n++) {
			struct slice cut = slice_of(samples[i].html, n);

			assert_true(utf8_valid(slice_from(
				html_to_text(cut, NULL, arena, NULL))));
		}
	arena_free(arena);
}

/* How clients mark replies in HTML: all must come out as "New." */
/* clang-format off */
static const char *const replies[] = {
	/* Gmail */
	"<div dir=ltr>New.</div><br><div class=\"gmail_quote gmail_quote_container\"><div dir=ltr class=gmail_attr>On Thu, Jun 8, 2017 at 2:24&#8239;PM Ann &lt;<a href=\"mailto:ann@example.org\">ann@example.org</a>&gt; wrote:<br></div><blockquote class=gmail_quote style=\"margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)\"><div>old</div></blockquote></div>",
	/* Outlook for Windows, in German */
	"<div class=WordSection1><p class=MsoNormal>New.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Von:</b> Ann &lt;ann@example.org&gt; <br><b>Gesendet:</b> Donnerstag, 8. Juni 2017 14:24<br><b>An:</b> Hilfe<br><b>Betreff:</b> x<o:p></o:p></p></div><p class=MsoNormal>old</p></div>",
	/* Outlook on the web */
	"<div>New.</div><div id=appendonsend></div><hr style=\"display:inline-block;width:98%\"><div id=divRplyFwdMsg dir=ltr><font face=Calibri><b>From:</b> Ann &lt;ann@example.org&gt;<br><b>Sent:</b> Thursday, June 8, 2017 2:24 PM<br><b>To:</b> Help<br><b>Subject:</b> x</font><div>&nbsp;</div></div><div>old</div>",
	/* Thunderbird */
	"<p>New.</p><div class=moz-cite-prefix>Am 08.06.17 um 14:24 schrieb Ann:<br></div><blockquote type=cite cite=\"mid:x@example.org\"><p>old</p></blockquote>",
	/* Apple Mail */
	"New.<br><div><br><blockquote type=cite><div>On 8 Jun 2017, at 14:24, Ann &lt;ann@example.org&gt; wrote:</div><br class=Apple-interchange-newline><div>old</div></blockquote></div>",
	/* iOS: the signature stands between */
	"New.<br><br><div dir=ltr>Sent from my iPhone</div><div dir=ltr><br><blockquote type=cite>On 8 Jun 2017, at 14:24, Ann wrote:<br><br></blockquote></div><blockquote type=cite><div>old</div></blockquote>",
	/* Yahoo */
	"<div class=ydp1>New.</div><div id=yahoo_quoted_1 class=yahoo_quoted><div><div>On Thursday, June 8, 2017 at 02:24:00 PM GMT+2, Ann &lt;ann@example.org&gt; wrote: </div><div><br></div><div>old</div></div></div>",
	/* Proton */
	"<div>New.</div><div class=protonmail_signature_block><div>Sent with <a href=\"https://proton.me/\">Proton Mail</a> secure email.</div></div><div class=protonmail_quote>On Thursday, June 8th, 2017 at 2:24 PM, Ann &lt;ann@example.org&gt; wrote:<br><blockquote class=protonmail_quote type=cite>old</blockquote></div>",
	/* Samsung, Android */
	"<div>New.</div><div><br></div><div id=composer_signature><div>Sent from my Galaxy</div></div><div><br></div><div style=\"font-size:100%\"><!-- originalMessage --><div>-------- Original message --------</div><div>From: Ann &lt;ann@example.org&gt; </div><div>Date: 08/06/2017  14:24  (GMT+01:00) </div><div>To: Help </div><div>Subject: x </div><div><br></div></div>old",
	/* GMX, web.de */
	"<div>New.<div name=quote style=\"margin:10px 5px 5px 10px;padding:10px 0 10px 10px;border-left:2px solid #C3D9E5\"><div style=\"margin:0 0 10px 0;\"><b>Gesendet:</b>&nbsp;Donnerstag, 08. Juni 2017 um 14:24 Uhr<br/><b>Von:</b>&nbsp;Ann &lt;ann@example.org&gt;<br/><b>An:</b>&nbsp;Hilfe<br/><b>Betreff:</b>&nbsp;x</div><div name=quoted-content>old</div></div></div>",
	/* QQ */
	"<div>New.</div><div><br></div><div><includetail><div style=\"font-size:12px\">------------------ 原始邮件 ------------------</div><div>发件人: \"Ann\" &lt;ann@example.org&gt;;</div><div>发送时间: 2017年6月8日(星期四) 下午2:24</div></includetail></div><div>old</div>",
	/* Lotus Notes */
	"<font size=2>New.</font><br><br><table><tr><td><font size=1 color=#5f5f5f>From:</font><td>Ann/ORG</table><table><tr><td>To:<td>help@example.com</table>Date: 08.06.2017 14:24<br>Subject: x<hr noshade><br>old",
};
/* clang-format on */

static void
test_replies(void **state)
{
	struct arena *arena = arena_new();
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(replies); i++) {
		const char *text =
			html_to_text(slice_from(replies[i]), NULL, arena, NULL);
		struct quote_split got;

		quote_split(text, true, arena, &got);
		if (strcmp(got.reply_text, "New.")) {
			print_error("%zu: got: %s\nof: %s\n\n", i,
				    got.reply_text, text);
			failures++;
		}
	}
	arena_free(arena);
	assert_int_equal(failures, 0);
}

static struct slice
repeated(struct arena *arena, const char *what, size_t times)
{
	struct buf out;

	buf_init(&out, arena);
	for (size_t i = 0; i < times; i++)
		buf_add_str(&out, what);
	return buf_slice(&out);
}

struct hostile {
	const char *unit;
	size_t times;
	size_t notes;
};

/* Each takes a fraction of a second; what is quadratic takes minutes. */
static void
test_hostile_sizes(void **state)
{
	static const struct hostile hostile[] = {
		{ "<div>", 100000, 1 },	       { "<", 1 << 20, 0 },
		{ "<b x=\"", 100000, 0 },      { "<!--", 100000, 0 },
		{ "<style>", 100000, 0 },      { "</x>", 100000, 0 },
		{ "<blockquote>x", 20000, 1 }, { "<table><tr><td>", 30000, 1 },
		{ "<li>", 100000, 0 },	       { "&", 200000, 0 },
		{ "<a href=x>y", 50000, 0 },   { "x", 5 << 20, 1 },
		{ "<br>", 100000, 0 },	       { "<ol><li>x", 20000, 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(hostile); i++) {
		struct arena *arena = arena_new();
		struct string_list notes = { NULL, 0 };

		html_to_text(repeated(arena, hostile[i].unit, hostile[i].times),
			     NULL, arena, &notes);
		if (notes.count != hostile[i].notes)
			print_error("unit: %s\n", hostile[i].unit);
		assert_int_equal(notes.count, hostile[i].notes);
		arena_free(arena);
	}
}

static void
test_attribute_cap(void **state)
{
	struct arena *arena = arena_new();
	struct string_list notes = { NULL, 0 };
	struct buf html;

	(void)state;
	buf_init(&html, arena);
	buf_add_str(&html, "<p>a <a href='https://example.org/'");
	for (int i = 0; i < 100000; i++)
		buf_printf(&html, " a%d=%d", i, i);
	buf_add_str(&html, ">b</a> <img alt=c src='data:image/png;base64,");
	buf_add_slice(&html, repeated(arena, "QUJD", 100000));
	buf_add_str(&html, "'> d");
	assert_string_equal(html_to_text(buf_slice(&html), NULL, arena, &notes),
			    "a b <https://example.org/> d");
	assert_int_equal(notes.count, 1);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_replies),
		cmocka_unit_test(test_hostile_sizes),
		cmocka_unit_test(test_attribute_cap),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
