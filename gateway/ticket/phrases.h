/*
 * phrases.h - every sentence that the program itself puts into a mail.
 *
 * A row is a name and the English words, in which {1} to {4} are the
 * arguments in the order that the C code gives them. templates/phrases.de.txt
 * and its neighbours translate a row by its English words, so changing words
 * here means changing them there; a test finds what was forgotten. No row
 * holds " = ", and none begins with "# ": the files give these a meaning.
 */
#ifndef TG_TICKET_PHRASES_H
#define TG_TICKET_PHRASES_H

/* clang-format off */
#define PHRASES(ROW)                                                          \
	/* words within other phrases */                                      \
	ROW(NEW, "new")                                                       \
	ROW(OPEN, "open")                                                     \
	ROW(WAITING, "waiting")                                               \
	ROW(RESOLVED, "resolved")                                             \
	ROW(CLOSED, "closed")                                                 \
	ROW(ALSO, "{1}; {2}")                                                 \
	ROW(AND, "{1} and {2}")                                               \
	ROW(NO_SUBJECT, "(no subject)")                                       \
	ROW(UNREAD_SUBJECT, "(a mail that could not be read)")                \
	ROW(SECOND_AGO, "1 second ago")                                       \
	ROW(SECONDS_AGO, "{1} seconds ago")                                   \
	ROW(MINUTE_AGO, "1 minute ago")                                       \
	ROW(MINUTES_AGO, "{1} minutes ago")                                   \
	ROW(HOUR_AGO, "1 hour ago")                                           \
	ROW(HOURS_AGO, "{1} hours ago")                                       \
	ROW(DAY_AGO, "1 day ago")                                             \
	ROW(DAYS_AGO, "{1} days ago")                                         \
	/* notifications: what happened */                                    \
	ROW(WROTE, "{1} wrote")                                               \
	ROW(WROTE_AFTER, "{1} wrote; it follows {2}, which was closed long "  \
		"ago")                                                        \
	ROW(WROTE_OUT, "{1} wrote to the requester")                          \
	ROW(WROTE_NOTE, "{1} wrote a note, which stays internal")             \
	ROW(FORWARDED, "{1} forwarded a mail of {2}")                         \
	ROW(ANSWERED, "{1} answered")                                         \
	ROW(REOPENED, "{1} answered, which opens it again")                   \
	ROW(THANKED, "{1} says thanks; it stays {2}")                         \
	ROW(GAVE_TO_YOU, "{1} gave it to you")                                \
	ROW(STRANGER, "{1} wrote and names {2}, but takes no part in it; the "\
		"mail is a ticket of its own, which #merge {3} would put "    \
		"there")                                                      \
	ROW(DATE_HAS_COME, "the date that was waited for has come")           \
	ROW(UNDELIVERED, "our mail could not be delivered to {1}")            \
	ROW(DELAYED, "our mail is delayed on its way to {1}")                 \
	ROW(REACHED, "our mail has reached {1}")                              \
	ROW(UNCERTAIN, "our mail says nothing certain of {1}")                \
	ROW(DIAGNOSTIC, "{1}: {2}")                                           \
	/* a mail that became a ticket unread */                              \
	ROW(NO_END, "Handling this mail did not come to an end")              \
	ROW(TOO_LARGE, "This mail is larger than allowed (max_message)")      \
	ROW(UNREADABLE, "This mail could not be read")                        \
	ROW(UNHANDLED, "This mail could not be handled")                      \
	/* why a mail is held or quarantined */                               \
	ROW(CLAIMS, "it claims to be from {1}, but {2}")                      \
	ROW(BAD_CODE, "the code in its subject is used, too old or not made " \
		"for this person")                                            \
	ROW(NAMES_TICKET, "it names #{1} ({2}) and answers no mail that we "  \
		"sent to this person")                                        \
	ROW(ANOTHERS_MAIL, "it answers a mail that we sent to {1} and none "  \
		"that we sent to this person")                                \
	ROW(BARE_COMMAND, "it begins with a command and answers no mail that "\
		"we sent to this person")                                     \
	ROW(MANY_FROM, "its From field does not name exactly one sender")     \
	ROW(NO_VERDICT, "it has no Authentication-Results field")             \
	ROW(BROKEN_VERDICT, "its topmost Authentication-Results field does "  \
		"not follow RFC 8601")                                        \
	ROW(FOREIGN_VERDICT, "its topmost Authentication-Results field is "   \
		"not of our mail server")                                     \
	ROW(UNCONFIRMED, "our mail server's Authentication-Results do not "   \
		"confirm the domain of its From address")                     \
	ROW(BY_REPLY_ID, "answers a mail of ours to {1}")                     \
	ROW(BY_SEEN_ID, "answers {1}, seen on this ticket")                   \
	ROW(BY_TAG, "its subject says {1}")                                   \
	ROW(BY_CODE, "a code signed for {1}, \"{2}\"")                        \
	ROW(RELEASED_BY, "released by {1}")                                   \
	ROW(ADMINISTRATOR, "the administrator")                               \
	ROW(BY_RULE, "rule {1} ({2})")                                        \
	ROW(NOREPLY, "built-in rule: mail of noreply and verification "       \
		"senders is quarantined")                                     \
	/* questions: what is wrong with a mail of commands */                \
	ROW(OF_LINE, "\"{1}\": {2}")                                          \
	ROW(RACE, "{1} {2} by {3}") /* taken 40 seconds ago by Bo */          \
	ROW(TAKEN, "taken")                                                   \
	ROW(GIVEN, "given to {1}")                                            \
	ROW(GIVEN_BACK, "given back")                                         \
	ROW(SET_NEW, "set back to new")                                       \
	ROW(SET_OPEN, "set to open")                                          \
	ROW(WAS_REOPENED, "reopened")                                         \
	ROW(SET_WAITING, "set to wait")                                       \
	ROW(TAKEN_OUT, "taken out of the other ticket")                       \
	ROW(THE_REQUESTER, "the requester")                                   \
	ROW(SOMEBODY_IN_CC, "somebody in Cc")                                 \
	ROW(THE_VENDOR, "the vendor")                                         \
	ROW(THE_TIMER, "the timer")                                           \
	ROW(RACE_HELD, "{1}; your text is held, answer #send or #note")       \
	ROW(COMMAND_HELD, "{1}; your command is held, answer #send to do it " \
		"anyway")                                                     \
	ROW(LINE_HELD, "\"{1}\": {2}; it is held, answer #send to do it "     \
		"anyway")                                                     \
	ROW(UNDO_HELD, "\"{1}\" of {2}: {3}; it is held, answer #send to do " \
		"it anyway")                                                  \
	ROW(NO_TICKET, "it is about no ticket, and has no command: lines "    \
		"such as \"12 close\", or #help")                             \
	ROW(NOTHING_TO_SEND, "there is nothing in it to send")                \
	ROW(ANSWERS_RECEIPT, "it answers a receipt, which goes to nobody: "   \
		"answer #send to send it to the requester, or #note")         \
	ROW(NOTE_AND_ANSWER, "a note stays inside, so #answer has nowhere to "\
		"go")                                                         \
	ROW(SAY_HELD, "say what becomes of the held mail: #release, #reject " \
		"or #trust; of your own text #send or #note")                 \
	ROW(NO_COMMAND, "there is no such command here")                      \
	ROW(NOT_QUITE, "if it is a command, nothing may stand before the "    \
		"\"#\", and no blank behind it")                              \
	ROW(TOO_MANY, "it is one command too many for a mail; write the rest "\
		"in another")                                                 \
	ROW(IN_SIGNATURE, "if it is a command, it must stand above the "      \
		"signature")                                                  \
	ROW(ONLY_IN_LISTS, "lines with numbers work in answers to a list, "   \
		"which #list sends you; if it is text, write it again with "  \
		"a word in front")                                            \
	ROW(MAY_BE, "that may be {1}")                                        \
	ROW(OR, "{1} or {2}")                                                 \
	ROW(NEEDS_MORE, "needs more ({1})")                                    \
	ROW(TAKES_NOTHING, "takes nothing behind it ({1})")                    \
	ROW(NO_SUCH_TICKET, "there is no such ticket")                        \
	ROW(WHICH_TICKET, "of which ticket? Write its number in front, such " \
		"as \"12 close\"")                                            \
	ROW(SEVERAL_PEOPLE, "\"{1}\" may be several people")                  \
	ROW(NOBODY_CALLED, "nobody is called \"{1}\" or has that skill")      \
	ROW(NEEDS_TIME, "needs a time to come, such as 4h, 3d, 2w or "        \
		"2030-12-24")                                                 \
	ROW(SEVERAL_VENDORS, "may be several vendors")                        \
	ROW(NO_SUCH_VENDOR, "names no vendor of the configuration")           \
	ROW(NONE_OF, "is none of {1}")                                        \
	ROW(FIELD_TOO_LONG, "is too long for a field")                        \
	ROW(NEEDS_FIELD, "needs a field's name in letters, digits and _")     \
	ROW(NEEDS_TAGS, "needs words of at most 40 bytes")                    \
	ROW(NEEDS_NUMBER, "needs a ticket's number")                          \
	ROW(NAMES_MISSING, "names a ticket that does not exist")              \
	ROW(NAMES_NONE, "names no ticket that exists")                        \
	ROW(ONE_MAIL, "has nothing to split off: its ticket has one mail")    \
	ROW(NAMES_ITSELF, "names the ticket itself")                          \
	ROW(NEEDS_ADDRESS, "needs one address")                               \
	ROW(NEEDS_ADDRESSES, "needs addresses")                               \
	ROW(NAMES_OURS, "names an address of ours")                           \
	ROW(NAMES_STAFF, "names one of the staff, who see it anyway")         \
	ROW(GIVEN_TWICE, "was given twice")                                   \
	ROW(NO_ANSWER, "names no prepared answer")                            \
	ROW(SEVERAL_ANSWERS, "may be several prepared answers")               \
	ROW(ANSWERS_ONLY, "works in an answer to a mail about its ticket "    \
		"only")                                                       \
	ROW(NEEDS_WORDS, "needs words to look for")                           \
	ROW(RECEIPTS_ONLY, "works in an answer to a receipt only")            \
	ROW(NOTHING_TO_UNDO, "finds nothing in that receipt that can be "     \
		"taken back")                                                 \
	/* receipts: what was done; {1} is the ticket */                      \
	ROW(IS_YOURS, "{1} is yours now")                                     \
	ROW(IS_THEIRS, "{1} is {2}'s now")                                    \
	ROW(NOT_YOURS, "{1} is not yours but {2}'s anyway")                   \
	ROW(IS_NOBODYS, "{1} belongs to nobody now")                          \
	ROW(WAITS, "{1} waits for the requester")                             \
	ROW(WAITS_UNTIL, "{1} waits for the requester until {2}")             \
	ROW(WAITS_VENDOR, "{1} waits for the vendor {2}")                     \
	ROW(IS_RESOLVED, "{1} is resolved")                                   \
	ROW(IS_CLOSED, "{1} is closed")                                       \
	ROW(IS_OPEN, "{1} is open again")                                     \
	ROW(IS_SPAM, "{1} is spam, and closed")                               \
	ROW(HAS_NOTE, "{1} has a note; nothing went out")                     \
	ROW(HAS_FIELD, "{1} has {2} {3}")                                     \
	ROW(NEW_QUEUE, "{1} is a new queue: no rule, skill or ticket has it") \
	ROW(HAS_NO_FIELD, "{1} has no {2} any more")                          \
	ROW(HAS_TAGS, "{1} has its tags changed: {2}")                        \
	ROW(SENDS_AGAIN, "{1} sends to {2} again")                            \
	ROW(HAS_REQUESTER, "{1} is for {2} now")                              \
	ROW(HAS_CC, "{1} has in Cc: {2}")                                     \
	ROW(WENT_INTO, "{1} went into {2}")                                   \
	ROW(WAS_SPLIT, "{1} gave its last mail to a new ticket of yours")     \
	ROW(IS_RELATED, "{1} has to do with {2}")                             \
	ROW(IS_DUPLICATE, "{1} is closed as the same as {2}")                 \
	ROW(IS_PART, "{1} is a part of {2}")                                  \
	ROW(GETS_ANSWER, "{1} gets the prepared answer {2}")                  \
	ROW(TEXT_WENT, "{1}: your text went to {2}")                           \
	ROW(AND_OTHERS, "{1} and {2} others")                                 \
	ROW(VENDOR_NOTHING, "nothing was written to the vendor")              \
	ROW(TEXT_NOWHERE, "your text was sent to nobody")                     \
	ROW(TAKEN_BACK, "taken back, what that receipt told; mails that went "\
		"out cannot be")                                              \
	ROW(TAKEN_BACK_OF, "taken back, what that receipt told of {1}; mails "\
		"that went out cannot be")                                    \
	ROW(LEFT_OUT, "\"{1}\" was left out: a note changes neither owner "   \
		"nor status")                                                 \
	ROW(HELD_RELEASED, "the mail of {1}, \"{2}\", is released")           \
	ROW(HELD_NOTED, "the mail of {1}, \"{2}\", is released and stays "    \
		"internal")                                                   \
	ROW(HELD_REJECTED, "the mail of {1}, \"{2}\", is rejected")           \
	ROW(TRUSTED, "mail of {1} is not held for its sender any more")       \
	ROW(STAFF_CHECKED, "mail in the name of staff is checked each time, " \
		"that of {1} too")                                            \
	ROW(STILL_HELD, "the mail of {1}, \"{2}\", is still held: answer "    \
		"#send, #note or #reject")                                    \
	ROW(HELD_DONE, "nothing: that mail is not waiting any more, somebody "\
		"has dealt with it")                                          \
	/* #help */                                                           \
	ROW(HELP_TAKE, "#take: the ticket is yours")                          \
	ROW(HELP_ASSIGN, "#assign NAME: the ticket is somebody else's: a "    \
		"person, or a skill")                                         \
	ROW(HELP_WAIT, "#wait 3d: wait for the requester, for a time or "     \
		"until a date")                                               \
	ROW(HELP_VENDOR, "#vendor NAME: wait for a vendor")                   \
	ROW(HELP_RESOLVE, "#resolve how: it is fixed, and how")               \
	ROW(HELP_CLOSE, "#close: it is done")                                 \
	ROW(HELP_REOPEN, "#reopen: it is not done after all")                 \
	ROW(HELP_NOTE, "#note: this mail stays internal")                     \
	ROW(HELP_PRIORITY, "#priority high: how urgent it is")                \
	ROW(HELP_QUEUE, "#queue NAME: which queue it is in")                  \
	ROW(HELP_KIND, "#kind incident: what kind of thing it is")            \
	ROW(HELP_TAG, "#tag word -word: adds tags, and removes those with a " \
		"minus")                                                      \
	ROW(HELP_SET, "#set field value: sets a field; without a value, "     \
		"removes it")                                                 \
	ROW(HELP_FOR, "#for user@example.org: the requester is somebody else")\
	ROW(HELP_CC, "#cc user@example.org: somebody else takes part")        \
	ROW(HELP_MERGE, "#merge 12: this ticket goes into ticket 12 and ends "\
		"here")                                                       \
	ROW(HELP_SPLIT, "#split: the mail you answer becomes a ticket of its "\
		"own")                                                        \
	ROW(HELP_LINK, "#link 12: has to do with ticket 12")                  \
	ROW(HELP_DUPLICATE, "#duplicate 12: the same as ticket 12; this one " \
		"ends")                                                       \
	ROW(HELP_PARENT, "#parent 12: is a part of ticket 12")                \
	ROW(HELP_ANSWER, "#answer NAME: sends a prepared answer")             \
	ROW(HELP_SPAM, "#spam: nobody should have to read this")              \
	ROW(HELP_LIST, "#list: sends you the open tickets; \"#list mine\" "   \
		"yours")                                                      \
	ROW(HELP_SHOW, "#show 12: sends you a ticket with its history")       \
	ROW(HELP_SIMILAR, "#similar: sends you tickets like this one")        \
	ROW(HELP_HELP, "#help: sends you this list")                          \
	ROW(HELP_UNDO, "#undo: in answer to a receipt: takes back what it "   \
		"tells")                                                      \
	ROW(HELP_RETURN, "#return: not yours: nobody owns it")                \
	ROW(HELP_SEND, "#send: sends and does what was held after all")       \
	ROW(HELP_RELEASE, "#release: lets the held mail pass")                \
	ROW(HELP_REJECT, "#reject: the held mail goes nowhere")               \
	ROW(HELP_TRUST, "#trust: lets it pass, and this sender's mail from "  \
		"now on")                                                     \
	/* the history in a #show mail: who, and what they changed */         \
	ROW(REQUESTER, "requester")                                           \
	ROW(PARTICIPANT, "participant")                                       \
	ROW(VENDOR, "vendor")                                                 \
	ROW(TIMER, "timer")                                                   \
	ROW(DESK, "desk")                                                     \
	ROW(BUILT_IN, "built-in rule")                                        \
	ROW(RULE, "rule {1}")                                                 \
	ROW(NOBODY, "nobody")                                                 \
	ROW(NONE, "(none)")                                                   \
	ROW(QUEUE, "queue")                                                   \
	ROW(KIND, "kind")                                                     \
	ROW(PRIORITY, "priority")                                             \
	ROW(WAS_OPENED, "opened")                                             \
	ROW(FOR_REQUESTER, "waiting for the requester")                       \
	ROW(FOR_VENDOR, "waiting for {1}")                                    \
	ROW(UNTIL, "{1} until {2}")                                           \
	ROW(STATUS_CHANGED, "status: {1} -> {2}")                             \
	ROW(OWNER_CHANGED, "owner: {1} -> {2}")                               \
	ROW(REQUESTER_CHANGED, "requester: {1} -> {2}")                       \
	ROW(FIELD_CHANGED, "{1}: {2} -> {3}")                                 \
	ROW(TAG_ADDED, "tag {1} added")                                       \
	ROW(TAG_REMOVED, "tag {1} removed")                                   \
	ROW(JOINED, "{1} takes part")                                         \
	ROW(LEFT, "{1} takes part no more")                                   \
	ROW(LINKED, "linked to #{1}")                                         \
	ROW(UNLINKED, "no longer linked to #{1}")                             \
	ROW(MERGED, "merged into #{1}")                                       \
	ROW(UNMERGED, "no longer merged into #{1}")
/* clang-format on */

#endif
