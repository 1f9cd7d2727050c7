# The shipped templates, English unless the name says otherwise. They become
# part of the program and are installed as well, as models for an admin's own.
template_files = \
	templates/_age.de.txt \
	templates/_age.txt \
	templates/_age.zh.txt \
	templates/_attachments.de.txt \
	templates/_attachments.txt \
	templates/_attachments.zh.txt \
	templates/_facts.de.txt \
	templates/_facts.txt \
	templates/_facts.zh.txt \
	templates/_footer.de.txt \
	templates/_footer.txt \
	templates/_footer.zh.txt \
	templates/_links.de.txt \
	templates/_links.txt \
	templates/_links.zh.txt \
	templates/_marker.de.txt \
	templates/_marker.txt \
	templates/_marker.zh.txt \
	templates/_reasons.txt \
	templates/_staff.de.txt \
	templates/_staff.txt \
	templates/_staff.zh.txt \
	templates/_status.de.txt \
	templates/_status.txt \
	templates/_status.zh.txt \
	templates/ack.de.txt \
	templates/ack.txt \
	templates/ack.zh.txt \
	templates/closed.de.txt \
	templates/closed.txt \
	templates/closed.zh.txt \
	templates/digest.de.txt \
	templates/digest.txt \
	templates/digest.zh.txt \
	templates/duplicate.de.txt \
	templates/duplicate.txt \
	templates/duplicate.zh.txt \
	templates/held.de.txt \
	templates/held.txt \
	templates/held.zh.txt \
	templates/notification.de.txt \
	templates/notification.txt \
	templates/notification.zh.txt \
	templates/phrases.de.txt \
	templates/phrases.zh.txt \
	templates/question.de.txt \
	templates/question.txt \
	templates/question.zh.txt \
	templates/receipt.de.txt \
	templates/receipt.txt \
	templates/receipt.zh.txt \
	templates/resolved.de.txt \
	templates/resolved.txt \
	templates/resolved.zh.txt \
	templates/rules-broken.de.txt \
	templates/rules-broken.txt \
	templates/rules-broken.zh.txt \
	templates/send-failed.de.txt \
	templates/send-failed.txt \
	templates/send-failed.zh.txt \
	templates/show.de.txt \
	templates/show.txt \
	templates/show.zh.txt \
	templates/staff-update.de.txt \
	templates/staff-update.txt \
	templates/staff-update.zh.txt \
	templates/storm.de.txt \
	templates/storm.txt \
	templates/storm.zh.txt \
	templates/stranger.de.txt \
	templates/stranger.txt \
	templates/stranger.zh.txt \
	templates/update.de.txt \
	templates/update.txt \
	templates/update.zh.txt \
	templates/waiting.de.txt \
	templates/waiting.txt \
	templates/waiting.zh.txt
templatesdir = $(pkgdatadir)/templates
dist_templates_DATA = $(template_files)

gateway/template/shipped.c: $(template_files) gateway/template/embed.awk
	$(AM_V_GEN)$(MKDIR_P) gateway/template && LC_ALL=C $(AWK) \
		-f $(srcdir)/gateway/template/embed.awk \
		$(addprefix $(srcdir)/,$(template_files)) >$@.tmp && \
		mv $@.tmp $@
CLEANFILES += gateway/template/shipped.c
EXTRA_DIST += gateway/template/embed.awk
