#!/usr/bin/env python3
"""test_read.py - `ticketgate read`: its interface, and mails composed by
another program.

Python's email package composes random mails in many charsets and encodings;
what went in must be read out. The seed is fixed: a failure comes again.
"""
import email.headerregistry
import email.message
import email.policy
import hashlib
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ['top_srcdir'], 'tests'))
import tap  # noqa: E402

PROGRAM = os.environ['TICKETGATE']
RANDOM = random.Random(5322)
ROUNDS = 60

KEYS = ['from', 'to', 'cc', 'reply_to', 'subject', 'date', 'message_id',
        'in_reply_to', 'references', 'kind', 'bounce', 'text', 'reply_text',
        'attachments', 'language']

# A charset and words that can be written in it.
CHARSETS = [('us-ascii', ['printer', 'jams', 'again', 'a=b', '=?x?=']),
            ('utf-8', ['Drücker', '打印机', 'пожалуйста', '😀', 'naïve']),
            ('iso-8859-1', ['Drücker', 'déjà', 'señor', 'plain']),
            ('windows-1252', ['„quoted“', '€', 'Drücker']),
            ('iso-8859-2', ['żółw', 'příliš', 'plain']),
            ('koi8-r', ['принтер', 'не', 'печатает']),
            ('windows-1251', ['принтер', 'пожалуйста', '№']),
            ('gb18030', ['打印机', '坏了', '请帮忙']),
            ('big5', ['印表機', '壞了', '請幫忙']),
            ('iso-2022-jp', ['プリンタ', '故障', 'plain']),
            ('shift_jis', ['プリンタ', '故障', 'plain']),
            ('euc-jp', ['プリンタ', '故障', 'です']),
            ('euc-kr', ['프린터', '고장', '입니다'])]


def run(arguments, data=None):
    return subprocess.run([PROGRAM, 'read'] + [str(a) for a in arguments],
                          input=data, capture_output=True, timeout=60)


def read(data):
    done = run(['-'], data)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.decode('utf-8'))


def test_one_object():
    facts = read(b'From: a@example.org\nSubject: x\n\nbody\n')
    for key in KEYS:
        assert key in facts, key
    assert facts['text'] == 'body\n'
    assert run(['--json', '-'], b'\nx').returncode == 0


def test_folder_in_order():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for mail in ('b', 'a', 'c', '.hidden'):
            (folder / mail).write_bytes(b'Subject: %s\n\nx' % mail.encode())
        (folder / 'sub').mkdir()
        done = run([folder, folder / 'b'])
        assert done.returncode == 0, done.stderr
        lines = done.stdout.decode('utf-8').splitlines()
        subjects = [json.loads(line)['subject'] for line in lines]
        assert subjects == ['a', 'b', 'c', 'b'], subjects


def test_missing_file():
    with tempfile.TemporaryDirectory() as name:
        mail = pathlib.Path(name) / 'mail'
        mail.write_bytes(b'Subject: there\n\nx')
        done = run([pathlib.Path(name) / 'none', mail])
        assert done.returncode == 66, done.returncode
        assert b'none' in done.stderr
        assert json.loads(done.stdout)['subject'] == 'there'


def test_usage():
    assert run([]).returncode == 64
    assert run(['--no-such-option']).returncode == 64
    help_text = run(['--help'])
    assert help_text.returncode == 0 and b'Usage:' in help_text.stdout


def test_any_bytes():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for i in range(ROUNDS):
            size = RANDOM.randrange(400)
            (folder / f'{i:03}').write_bytes(RANDOM.choice([
                RANDOM.randbytes(size),
                b'Subject: ' + RANDOM.randbytes(size),
                b'From: a@example.org\nContent-Type: text/html\n\n' +
                RANDOM.randbytes(size)]))
        done = run([folder])
        assert done.returncode == 0, done.stderr
        lines = done.stdout.decode('utf-8').strip('\n').split('\n')
        assert len(lines) == ROUNDS
        for line in lines:
            json.loads(line)


def phrase(words, most):
    return ' '.join(RANDOM.choices(words, k=RANDOM.randrange(1, most)))


def compose(charset, words):
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    wanted = {'subject': phrase(words, 15), 'name': phrase(words, 4),
              'text': '\n'.join(phrase(words, 30) for _ in range(4)) + '\n',
              'files': []}
    mail['Subject'] = wanted['subject']
    mail['From'] = email.headerregistry.Address(wanted['name'], 'a',
                                                'example.org')
    mail.set_content(wanted['text'], charset=charset,
                     cte=RANDOM.choice(['base64', 'quoted-printable']))
    if RANDOM.random() < 0.5:
        mail.add_alternative('<p>the same in HTML</p>', subtype='html')
    for number in range(RANDOM.randrange(3)):
        data = RANDOM.randbytes(RANDOM.randrange(2000))
        name = f'{phrase(words, 6)} {number}.bin'.replace('/', '-')
        mail.add_attachment(data, maintype='application',
                            subtype='octet-stream', filename=name)
        wanted['files'].append((name, hashlib.sha256(data).hexdigest()))
    data = mail.as_bytes()
    # Python loses blanks where it folds a subject: what it reads back counts
    back = email.message_from_bytes(data, policy=email.policy.default)
    wanted['subject'] = str(back['Subject'])
    wanted['name'] = back['From'].addresses[0].display_name
    return data, wanted


def test_mails_of_another_program():
    for i in range(ROUNDS):
        charset, words = CHARSETS[i % len(CHARSETS)]
        words = [w for w in words if not w.startswith('=?')] + ['IT']
        data, wanted = compose(charset, words)
        facts = read(data)
        got = {'subject': facts['subject'], 'name': facts['from'][0]['name'],
               'text': facts['text'],
               'files': [(a['name'], a['sha256'])
                         for a in facts['attachments']]}
        assert got == wanted, (charset, got, wanted, data)


sys.exit(tap.run([test_one_object, test_folder_in_order, test_missing_file,
                  test_usage, test_any_bytes, test_mails_of_another_program]))
