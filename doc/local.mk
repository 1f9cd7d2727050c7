# What is installed from doc/ is listed here, and what the pages in it name.
dist_man_MANS += doc/ticketgate.1
dist_man_MANS += doc/ticketgate.conf.5 doc/ticketgate-templates.5
dist_man_MANS += doc/ticketgate-rules.5
EXTRA_DIST += README.md CONTRIBUTING.md LICENSE doc/architecture.md
# Not the script check: to make, that name is the target.
EXTRA_DIST += quickstart tools/build tools/fuzz tools/lint tests/run-all
