#!/usr/bin/env python3
"""test_compose.py - composed mails read by a parser that is not ours.

Random drafts with odd characters go through `ticketgate compose`; Python's
email package must give back what went in, and no line may be longer than
RFC 5322 and RFC 2047 allow. The seed is fixed: a failure comes again.
"""
import base64
import email
import email.header
import email.policy
import email.utils
import json
import os
import random
import re
import subprocess

PROGRAM = os.environ['TICKETGATE']
RANDOM = random.Random(2045)
ROUNDS = 40

WORDS = ['printer', 'Drücker', '打印机', 'пожалуйста', '😀', 'a=b?c', '=?x?=',
         'naïve', '"quoted"', 'back\\slash', 'semi;colon', 'comma,', '(paren)',
         '<angle>', 'x' * 90, '机' * 40, 'e\u0301', "it's", '100%', 'ﬁ', '.',
         'From', '@', ':', 'İstanbul']
INJECTIONS = ['a\r\nBcc: evil@example.net', 'a\nX-Evil: 1', 'a\rX-Evil: 1',
              'tab\there', 'nul-free\x0bvertical', 'line\u2028separator']


def phrase(longest, injections=True):
    words = [RANDOM.choice(WORDS) for _ in range(RANDOM.randint(1, longest))]
    if injections and RANDOM.random() < 0.3:
        words.append(RANDOM.choice(INJECTIONS))
    return ' '.join(words)


def clean(text):
    """What a header value may keep: controls as blanks, ends trimmed."""
    text = re.sub('[\x00-\x1f\x7f-\x9f\u2028\u2029]', ' ', text)
    return text.strip(' ')


def person():
    local = RANDOM.choice(['ann', 'a.b', 'a b', 'o\'neil', 'x+tag', 'a,b'])
    return {'name': phrase(4), 'email': local + '@example.com'}


def draft():
    value = {
        'from': person(),
        'to': [person() for _ in range(RANDOM.randint(1, 6))],
        'cc': [person() for _ in range(RANDOM.randint(0, 2))],
        'subject': phrase(14),
        'date': '2026-11-22T07:50:03Z',
        'message_id': '<%s@example.org>' % ('m' * RANDOM.randint(1, 80)),
        'in_reply_to': '<parent@example.com>',
        'references': ['<%d.%s@example.com>' % (i, 'r' * 30)
                       for i in range(RANDOM.randint(0, 40))],
        'text': '\n'.join(phrase(30, False)
                          for _ in range(RANDOM.randint(0, 8))),
        'auto': RANDOM.random() < 0.5,
        'headers': [{'name': 'X-Note', 'value': phrase(10)}],
        'attachments': [],
    }
    if RANDOM.random() < 0.5:
        value['html'] = '<p>%s</p>' % phrase(200, False)
    for i in range(RANDOM.randint(0, 3)):
        value['attachments'].append({
            'name': phrase(6).replace('/', '_') + '.bin',
            'type': RANDOM.choice(['image/png', 'application/pdf', 'bad type',
                                   'text/plain; charset=utf-8']),
            'content_id': 'part%d@example.org' % i,
            'inline': RANDOM.random() < 0.5,
            'base64': base64.b64encode(RANDOM.randbytes(
                RANDOM.randint(0, 300))).decode(),
        })
    return value


def compose(value, *options):
    return subprocess.run([PROGRAM, 'compose', *options],
                          input=json.dumps(value).encode(), check=True,
                          stdout=subprocess.PIPE).stdout


def unflowed(text):
    """format=flowed undone (RFC 3676 section 4)."""
    lines, open_depth = [], None
    for line in text.replace('\r\n', '\n').split('\n'):
        depth = len(line) - len(line.lstrip('>'))
        rest = line[depth:]
        if rest.startswith(' '):
            rest = rest[1:]
        if open_depth == depth:
            lines[-1] += rest
        else:
            lines.append('>' * depth + (' ' if depth else '') + rest)
        flows = rest.endswith(' ') and rest != '-- '
        open_depth = depth if flows else None
    return '\n'.join(lines)


def check_lines(raw, eight_bit):
    assert raw.endswith(b'\r\n'), 'the last line has no end'
    assert b'\n' not in raw.replace(b'\r\n', b''), 'bare LF'
    assert b'\r' not in raw.replace(b'\r\n', b''), 'bare CR'
    for line in raw.split(b'\r\n'):
        assert len(line) <= 998, 'a line of %d bytes' % len(line)
        assert eight_bit or all(b < 0x80 for b in line), 'not 7 bit'
    for line in raw.split(b'\r\n\r\n')[0].split(b'\r\n'):
        for word in re.findall(rb'=\?[^? ]+\?[BQ]\?[^? ]*\?=', line):
            assert len(word) <= 75, 'an encoded word of %d' % len(word)
            email.header.decode_header(word.decode())[0][0].decode()
            assert len(line) <= 76, 'encoded words in a line of %d' % len(line)
        if len(line) > 78:
            words = line.strip().split(b' ')
            first = not line.startswith(b' ')  # the name counts, too
            assert len(words) <= 1 + first, 'not folded: %r' % line


def check_people(mail, header, people):
    """The addresses by the newer parser; the names by the older, since the
    newer puts blanks between encoded words in names."""
    got = [a.addr_spec for a in mail[header].addresses]
    want = [('"%s"' % local if set(local) & set(' ,') else local) + '@' + domain
            for local, domain in (p['email'].rsplit('@', 1) for p in people)]
    assert got == want, '%s: %r is not %r' % (header, got, want)
    raw = [value for name, value in mail.raw_items() if name == header][0]
    raw = re.sub('\r?\n(?=[ \t])', '', raw)
    got = [str(email.header.make_header(email.header.decode_header(name)))
           for name, _ in email.utils.getaddresses([raw])]
    want = [clean(p['name']) for p in people]
    assert got == want, '%s: %r is not %r' % (header, got, want)


def check_values(mail, value):
    check_people(mail, 'From', [value['from']])
    check_people(mail, 'To', value['to'])
    if value['cc']:
        check_people(mail, 'Cc', value['cc'])
    assert mail['Subject'] == clean(value['subject']), mail['Subject']
    assert mail['X-Note'] == clean(value['headers'][0]['value'])
    assert mail['Message-ID'] == value['message_id']
    assert mail['Bcc'] is None and mail['X-Evil'] is None, 'injected'
    ids = mail['References'].split()
    assert len(ids) <= 20 and ids[-1] == value['in_reply_to'], ids
    if value['references']:
        assert ids[0] == value['references'][0], ids
    assert mail['Date'].datetime.isoformat() == '2026-11-22T07:50:03+00:00'
    assert (mail['Auto-Submitted'] == 'auto-replied') == value['auto']
    for part in mail.walk():
        assert not part.defects, part.defects


def check_bodies(mail, value):
    text = mail.get_body(('plain',)).get_content()
    got = unflowed(text).rstrip('\n').split('\n')
    # a line of quote marks gets one blank behind them, blanks at ends go
    want = [re.sub('^(>+) ?', r'\1 ', line).rstrip(' ')
            for line in value['text'].rstrip('\n').split('\n')]
    assert [line.rstrip(' ') for line in got] == want, 'text differs'
    if 'html' in value:
        html = mail.get_body(('html',)).get_content()
        assert html.rstrip('\r\n') == value['html'], 'HTML differs'


def check_attachments(mail, value):
    parts = [part for part in mail.walk()
             if part.get_content_disposition() is not None]
    related = [a for a in value['attachments']
               if a['inline'] and 'html' in value]
    others = [a for a in value['attachments'] if a not in related]
    want = [(clean(a['name']), base64.b64decode(a['base64']))
            for a in related + others]
    got = [(part.get_filename(), part.get_payload(decode=True))
           for part in parts]
    assert got == want, '%r is not %r' % (got, want)


def check_draft():
    value = draft()
    for options in ((), ('--8bit',)):
        raw = compose(value, *options)
        assert raw == compose(value, *options), 'not the same bytes again'
        check_lines(raw, bool(options))
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        check_values(mail, value)
        check_bodies(mail, value)
        check_attachments(mail, value)


def main():
    print('1..%d' % ROUNDS)
    for i in range(ROUNDS):
        try:
            check_draft()
            print('ok %d' % (i + 1))
        except (AssertionError, subprocess.CalledProcessError) as error:
            print('not ok %d - %s' % (i + 1, str(error)[:2000]
                                      .replace('\n', ' ')))


main()
