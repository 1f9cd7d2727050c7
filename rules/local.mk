# The rules that ship, as data: installed to be read and copied, not changed.
rulesdir = $(pkgdatadir)/rules
dist_rules_DATA = \
	rules/00-vocabulary.conf \
	rules/10-noise.conf \
	rules/20-security.conf \
	rules/30-access.conf \
	rules/40-mail.conf \
	rules/50-printers.conf \
	rules/60-network.conf \
	rules/65-telephony.conf \
	rules/70-devices.conf \
	rules/75-applications.conf \
	rules/80-people.conf \
	rules/85-procurement.conf \
	rules/90-places.conf \
	rules/95-urgency.conf \
	rules/assets.csv \
	rules/sites.csv
