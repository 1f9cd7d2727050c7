# The demonstration of ./quickstart; tests/run-all runs it.
EXTRA_DIST += tests/demo/demo.py \
	tests/demo/mails/bounce.eml \
	tests/demo/mails/chinese.eml \
	tests/demo/mails/forward.eml \
	tests/demo/mails/german.eml \
	tests/demo/mails/newsletter.eml \
	tests/demo/mails/no-answer.eml \
	tests/demo/mails/out-of-office.eml \
	tests/demo/mails/picture.eml \
	tests/demo/mails/plain.eml \
	tests/demo/mails/two-addresses.eml
