/*
 * bounce_words.c - the words by which bounces without a report are known:
 * subjects, first lines, warnings, and the line above the returned message.
 *
 * All are whole known forms of mail servers, not single words: a person who
 * asks about a bounce uses the same words, but not these lines, at this
 * place, from such a sender (see bounce.c for how they are combined).
 */
#include "message/bounce.h"

/* A subject begins with one of these; "Re:" before it is a person. */
static const char *const subjects[] = {
	/* Postfix, sendmail, Exim, qmail, Courier, DragonFly, OpenSMTPD */
	"undelivered mail returned to sender",
	"delayed mail (still being retried)",
	"successful mail delivery report",
	"postmaster copy: undelivered mail",
	"mail delivery status report",
	"returned mail",
	"postmaster notify:",
	"warning: could not send message",
	"could not send message for past",
	"mail delivery failed",
	"mail failure",
	"mail delivery failure",
	"warning: message",
	"message frozen",
	"failure notice",
	"notice: mail delivery status",
	"mail could not be delivered",
	"mail system error - returned mail",
	"permanent failure",
	"delivery error",
	/* Exchange, Outlook, Domino, iPlanet, PowerMTA, gateways */
	"undeliverable:",
	"undeliverable mail",
	"undeliverable message",
	"undeliverable email",
	"undelivered mail",
	"undelivered message",
	"undelivered:",
	"non delivery report",
	"non-delivery report",
	"non-delivery:",
	"nondelivery",
	"nondeliverable mail",
	"non-deliverable",
	"delivery failure",
	"delivery failed",
	"delivery failure:",
	"delivery failure report",
	"delivery failure notification",
	"delivery notification",
	"delivery report",
	"delivery status",
	"delivery has failed",
	"delivery problem",
	"delayed:",
	"delivery delayed",
	"mail delivery delayed",
	"mail delivery problem",
	"mail delivery error",
	"mail delivery system",
	"mail delivery subsystem",
	"mail delivery",
	"mail status report",
	"mail system error",
	"message delivery",
	"message status - undeliverable",
	"message undeliverable",
	"message not delivered",
	"message could not be delivered",
	"mail not delivered",
	"mail undeliverable",
	"mail error",
	"mail gateway error",
	"processing error",
	"email delivery failure",
	"e-mail delivery failure",
	"returned email",
	"returned e-mail",
	"returned message",
	"return mail",
	"returned to sender",
	"sorry, your message could not be delivered",
	"there was an error sending your mail",
	"unable to deliver",
	"user unknown",
	"failed mail",
	"failed delivery",
	"error sending mail",
	"error mail",
	"considered unsolicited bulk email, apparently from you",
	"the following message",
	"**message you sent blocked",
	"rejected:",
	"rejected message",
	"not member article from",
	"you are not member",
	"reject mail from",
	"spam mail from",
	"mail rejected",
	"[bounce]",
	"bounced mail",
	"bounce mail",
	"returned by",
	"automatically rejected mail",
	"fehlgeschlagen",
	"unzustellbar",
	"unzustellbare",
	"nicht zugestellt",
	"nicht zustellbar",
	"mail nicht zustellbar",
	"rückläufer",
	"non remis",
	"non remis :",
	"non distribuable",
	"message non distribué",
	"échec de remise",
	"échec de la remise",
	"no se puede entregar",
	"no entregado",
	"no se ha podido entregar",
	"correo devuelto",
	"non recapitabile",
	"mancato recapito",
	"impossibile recapitare",
	"não é possível entregar",
	"não entregue",
	"falha na entrega",
	"onbestelbaar",
	"niet te bezorgen",
	"niet bezorgd",
	"niedostarczalne",
	"niedostarczone",
	"nie można dostarczyć",
	"недоставлено",
	"не доставлено",
	"недоставленное",
	"не удается доставить",
	"не удалось доставить",
	"olevererbart",
	"kan inte levereras",
	"kan ikke leveres",
	"uleveret",
	"ei voi toimittaa",
	"nedoručitelné",
	"nedoručeno",
	"teslim edilemedi",
	"teslim edilemez",
	"kézbesíthetetlen",
	"退信",
	"系统退信",
	"未送達",
	"未传递",
	"未傳遞",
	"无法传递",
	"無法傳遞",
	"无法送达",
	"配信不能",
	"配送不能",
	"配信できません",
	"送信エラー",
	"メールエラー",
	"未配信",
	"エラーメール",
	"전송 실패",
	"배달되지 않음",
	"배달할 수 없음",
	"메일 발송 실패",
	"반송",
};

/* Words of the first lines of notices, or of the line before the failed
 * address. Without case; each says that a delivery failed or is late. */
static const char *const openers[] = {
	"this message was created automatically by mail delivery software",
	"this message was created automatically by the mail system",
	"this message was created automatically by mail delivery system",
	"this is a mime-encapsulated message",
	"this is the mail system at host",
	"this is the mail delivery system",
	"this is the mail delivery agent",
	"this is the dragonfly mail agent",
	"this is the qmail-send program",
	"this is the qmail program",
	"this is the machine generated message from",
	"this is the mailer-daemon",
	"mail-send program",
	"i'm afraid i wasn't able to deliver your message",
	"i wasn't able to deliver",
	"i'm sorry to have to inform you",
	"this is a delivery status notification",
	"this is an automatically generated delivery status notification",
	"automatically generated delivery status notification",
	"delivery status notification",
	"this is a permanent error",
	"transcript of session follows",
	"unsent message follows",
	"the original message was received at",
	"the following addresses had",
	"the following address had",
	"addresses had permanent",
	"had delivery errors",
	"had delivery problems",
	"the following recipient(s) could not be reached",
	"did not reach the following recipient",
	"could not be delivered",
	"could not be sent",
	"couldn't be delivered",
	"cannot be delivered",
	"can not be delivered",
	"can't be delivered",
	"could not deliver",
	"couldn't deliver",
	"could not send",
	"cannot deliver",
	"can not deliver",
	"was not delivered to",
	"wasn't delivered to",
	"has not been delivered",
	"not been delivered",
	"was undeliverable",
	"is undeliverable",
	"undeliverable to",
	"undeliverable mail",
	"undeliverable message",
	"undelivered message",
	"undelivered mail",
	"unable to deliver",
	"unable to send your",
	"were unable to deliver",
	"was unable to deliver",
	"error delivering your mail",
	"error occurred while trying to deliver",
	"delivery failed",
	"delivery failure",
	"delivery error",
	"delivery to the following recipient",
	"delivery to the following address",
	"delivery to these recipients",
	"delivery has failed to these",
	"delivery of the message to",
	"failed to deliver",
	"failed permanently",
	"failed recipient",
	"following recipients failed",
	"following recipients were affected",
	"the following recipients did not receive",
	"the following address failed",
	"following address(es) failed",
	"your message to",
	"your message was rejected",
	"your message has been blocked",
	"your mail to",
	"message you sent to",
	"was rejected by",
	"has been rejected",
	"had been rejected",
	"has been delayed",
	"still being retried",
	"not yet been delivered",
	"user unknown",
	"not delivered to the following",
	"has been postponed",
	"has been returned because",
	"non-delivery report",
	"nondelivery report",
	"message from interscan",
	"unknown user",
	"no such user",
	"error has occurred while attempting to deliver",
	"trouble delivering your message",
	"failed to send",
	"failure reasons",
	"automatically rejected",
	"does not like recipient",
	"invalid final delivery",
	"no valid recipients",
	"mailbox is full",
	"mailbox full",
	"mailbox unavailable",
	"account is disabled",
	"account is temporarily",
	"rejected by a remote mail server",
	"has been frozen",
	"mailbox exceeds allowed size",
	"invalid user address",
	"recipient rejected",
	"address rejected",
	"sent >>>",
	"rcpt to:",
	"final-recipient:",
	"bounced back",
	"returned to you",
	"returned to sender",
	"nicht zugestellt werden",
	"nicht zustellbar",
	"konnte nicht ausgeliefert",
	"n'a pas pu être",
	"n'ont pas pu être",
	"pas été remis",
	"impossible de remettre",
	"no se pudo entregar",
	"no pudo ser entregado",
	"no se ha podido entregar",
	"non è stato possibile",
	"non è stato recapitato",
	"não pôde ser entregue",
	"não foi entregue",
	"não pode ser entregue",
	"kon niet worden",
	"nie mogła zostać dostarczona",
	"nie została dostarczona",
	"не может быть доставлено",
	"не было доставлено",
	"не удалось доставить",
	"недоставленное",
	"kunde inte levereras",
	"kunne ikke leveres",
	"teslim edilemedi",
	"无法投递",
	"无法送达",
	"未能送达",
	"被退回",
	"退信",
	"無法傳送",
	"無法投遞",
	"送信できません",
	"配信できません",
	"配送できません",
	"届けることができません",
	"送信に失敗",
	"送信されませんでした",
	"配信されませんでした",
	"届きませんでした",
	"エラーメッセージ",
	"전송하지 못했습니다",
	"전달되지 못했습니다",
	"배달하지 못했습니다",
};

/* In the subject or the notice: the server goes on trying. */
static const char *const delays[] = {
	"warning message only",
	"do not need to resend",
	"don't need to resend",
	"will be retried",
	"still being retried",
	"not yet been delivered",
	"has been delayed",
	"has been postponed",
	"is delayed",
	"delivery delayed",
	"delayed mail",
	"delivery attempts will continue",
	"will continue to be attempted",
	"will continue to try",
	"will keep trying",
	"continue trying to deliver",
	"could not send message for past",
	"notification (delay)",
	"enqueued and undeliverable",
	"no action is required on your part",
	"temporary problem delivering",
};

/* The notice ends above a line that begins with one of these, dashes and
 * the like left out. */
static const char *const returned_marks[] = {
	"original message follows",
	"original message headers",
	"original message header",
	"original message text",
	"original message:",
	"original message ---",
	"original message below",
	"original headers",
	"original mail",
	"original-message",
	"message headers follow",
	"message header follows",
	"message text follows",
	"message header:",
	"message headers:",
	"message contents follow",
	"headers of the original message",
	"headers of the message",
	"header of the original message",
	"header of your message",
	"header of the message",
	"the header of the original message",
	"the headers of the original message",
	"the header of the message",
	"the original message headers",
	"the original message follows",
	"the original headers",
	"the text of your message follows",
	"the text of the original message",
	"the body of your message",
	"the following is a copy of",
	"the first lines of",
	"below this line is a copy of",
	"below this line is the",
	"below is a copy of",
	"this is a copy of",
	"here is a copy of",
	"here is your original",
	"included is a copy of",
	"a copy of your message",
	"a copy of the original message",
	"copy of your message",
	"copy of the message",
	"copy of the original",
	"unsent message follows",
	"unsent message below",
	"undelivered message follows",
	"returned message follows",
	"returned message:",
	"returned message ---",
	"returned mail follows",
	"returned text follows",
	"rejected message follows",
	"failed message follows",
	"forwarded message",
	"your original message headers",
	"your original message:",
	"your original message is",
	"your original message follows",
	"your message follows",
	"your message reads",
	"begin of original",
	"start of original",
	"start of returned message",
	"received: from",
	"received: by",
	"received: (",
	"received:from",
	"received:by",
	"return-path:",
	"content-type: message/rfc822",
	"content-type: text/rfc822-headers",
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define NOTICE_HEAD  2048 /* openers stand within so many bytes */

bool
bounce_subject_known(const char *subject)
{
	struct slice s = slice_trim(slice_from(subject));

	for (size_t i = 0; i < COUNT(subjects); i++)
		if (slice_starts_nocase(s, subjects[i]))
			return true;
	/* "host.example Mail delivery failed : returning message" */
	return slice_find_nocase(s, "mail delivery failed", 0) < 64 &&
	       slice_find_nocase(s, "returning message", 0) != (size_t)-1;
}

static bool
holds_any(struct slice text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_find_nocase(text, words[i], 0) != (size_t)-1)
			return true;
	return false;
}

bool
bounce_notice_known(struct slice notice)
{
	return holds_any(slice_sub(notice, 0, NOTICE_HEAD), openers,
			 COUNT(openers));
}

bool
bounce_notice_opens(struct slice notice)
{
	struct slice line = { 0 };

	notice = slice_trim(notice);
	slice_next_line(&notice, &line);
	return holds_any(slice_sub(line, 0, NOTICE_HEAD), openers,
			 COUNT(openers));
}

bool
bounce_is_delay(struct slice notice, const char *subject)
{
	return holds_any(slice_from(subject), delays, COUNT(delays)) ||
	       holds_any(notice, delays, COUNT(delays));
}

size_t
bounce_notice_end(struct slice text)
{
	struct slice rest = text, line;
	bool something = false; /* a notice that begins by the mark is none */

	while (slice_next_line(&rest, &line)) {
		size_t start = (size_t)(line.data - text.data);

		line = slice_trim(line);
		while (line.size && strchr("-=*_ >#+[", line.data[0]))
			line = slice_sub(line, 1, line.size);
		for (size_t i = 0; something && i < COUNT(returned_marks); i++)
			if (slice_starts_nocase(line, returned_marks[i]))
				return start;
		if (something && slice_starts_nocase(line, "the first ") &&
		    slice_find_nocase(line, " lines of ", 0) != (size_t)-1)
			return start;
		if (something &&
		    (slice_equal_nocase(line, "original message") ||
		     slice_equal_nocase(line, "message")))
			return start;
		something = something || line.size > 0;
	}
	return text.size;
}
