#!/usr/bin/env python3
"""Alters copies of an archive, and judges by docs/format.md alone what each alteration did.

Shares no code with the project: Python's standard library, docs/format.md, RFC 1952 (gzip), RFC 6962
section 2.1 (tree), RFC 8032 (Ed25519), C2SP signed-note, tlog-checkpoint and tlog-tiles.

Speaks JSON lines, an answer to each request:
  {"op":"open","archive":DIR}                        reads DIR; checks it against its own log; answers its facts
  {"op":"kinds"}                                     the kinds of alteration
  {"op":"alter","archive":DIR,"work":DIR,"kind":K,"seed":TEXT}
                                                     alters WORK, a copy of ARCHIVE, and judges it
  {"op":"restore"}                                   undoes it
  {"op":"compare"}                                   the paths in which the last WORK differs from its ARCHIVE
  {"op":"sources","archive":DIR,"files":[FILE,…]}    checks DIR as open does, and that every event of the files,
                                                     line or element of Records, is in it once, by its raw text

Rules of judgement
------------------
The altered archive is *harmful* if it differs from the pristine one in any of these:
  lines       the set of distinct event lines. Lines are what lies between newlines in what the objects under
              events/ decode to, all versions of them. A line is no event line only if it is, to the byte, of
              the form of an entry or an index line.
  unread      an object under events/ has bytes that are not read: after the last gzip member, in a member
              that is cut off or does not decode (wrong check sum, wrong length, broken deflate data).
  leaves      the leaves in the bundles of the newest tree, in order; a bundle that is missing or has bytes
              that belong to no leaf has other leaves.
  checkpoint  the text (what is signed) of log/checkpoint; missing or no note is another one.
Bytes of a gzip header that decode to nothing (time, system, name) are in none of these: a flip there does no harm.

Otherwise it is *benign*, unless one of these makes it *neutral*:
  tile        a tile of the newest tree is another one or missing: leaves and checkpoint decide, but proofs break
  old-log     another file of the log changed that the newest tree does not need
  signature   log/checkpoint has the same text, but what follows it lost or changed a signature
  own-line    an entry or index line of the right form that no leaf vouches for
  unterminated  the last line of an object lacks its newline and is otherwise known
  empty       an object under events/ has no bytes at all
Extra signatures under log/checkpoint and older versions of log/checkpoint are benign: cosigning and publishing
leave them.

What a report must name
-----------------------
  log untouched    every batch that lost a line (that no reader finds, even past damaged bytes), and every known
                   batch whose uid an added line carries; each lost event whose batch's index line survives in an
                   object that decodes whole, unless all lines of the batch are gone (then the batch says it), or
                   a line with its uid took its place whose leaf hash begins with the same two bytes (then the
                   index cannot tell); for unread bytes, and for lines that carry no known batch's uid, the object
                   or the batch that they claim
  leaves changed   one of the batches whose entry changed or follows a changed one in its lane; where leaves are
                   not there at all, the bundle; nothing where only the root speaks against the leaves
  checkpoint changed   nothing: a checkpoint is about all leaves. Whether it is an old one or a branch, what lies
                   under it may agree with itself throughout
"""

import base64
import collections
import gzip
import hashlib
import json
import os
import random
import re
import string
import sys
import zlib

TILE = 256
UID_AT, UID_END = 20, 54
LINE_START = b'{"metadata":{"uid":"'
CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
UID = re.compile(rb'([0-7][0-9A-HJKMNP-TV-Z]{25})-([0-9]{7})')
HEX = rb'[0-9a-f]{64}'
ENTRY = re.compile(
    rb'\{"wormtrail":"entry/v1","batch":"(?P<batch>[0-7][0-9A-HJKMNP-TV-Z]{25})","lane":"(?:0|[1-9][0-9]{0,3})",'
    rb'"seq":[1-9][0-9]*,"prev":"' + HEX + rb'","root":"' + HEX + rb'","events":[1-9][0-9]*,"records":[1-9][0-9]*,'
    rb'"digest":"' + HEX + rb'","index":"(?P<index>' + HEX + rb')","normalizer":"[ !#-\[\]-~]{1,200}"\}'
)
OWN_CLAIM = re.compile(rb'\{"wormtrail":"(?:entry|index)/v1","batch":"([0-7][0-9A-HJKMNP-TV-Z]{25})')
INDEX = re.compile(
    rb'\{"wormtrail":"index/v1","batch":"(?P<batch>[0-7][0-9A-HJKMNP-TV-Z]{25})",'
    rb'"leaves":"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"\}'
)


# --- hashes, tiles, notes -------------------------------------------------------------------------------------


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(leaf):
    return sha256(b'\0' + leaf)


def tree_root(hashes):
    """RFC 6962 section 2.1: split at the largest power of two below the count."""
    if not hashes:
        return sha256(b'')
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b'\1' + tree_root(hashes[:split]) + tree_root(hashes[split:]))


def number_path(number):
    groups = ['%03d' % (number % 1000)]
    while number >= 1000:
        number //= 1000
        groups.insert(0, 'x%03d' % (number % 1000))
    return '/'.join(groups)


def log_path(level, index, width):
    suffix = '' if width == TILE else '.p/%d' % width
    return 'log/tile/%s/%s%s' % (level, number_path(index), suffix)


def encode_bundle(leaves):
    return b''.join(len(leaf).to_bytes(2, 'big') + leaf for leaf in leaves)


def parse_bundle(data):
    """The leaves, or None if a byte belongs to none."""
    leaves, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at:at + 2], 'big')
        if at + 2 + length > len(data):
            return None
        leaves.append(data[at + 2:at + 2 + length])
        at += 2 + length
    return leaves


def bundle_files(leaves):
    """Path -> bytes of all bundles of a tree."""
    return {
        log_path('entries', at // TILE, len(leaves[at:at + TILE])): encode_bundle(leaves[at:at + TILE])
        for at in range(0, len(leaves), TILE)
    }


def tile_files(leaves):
    """Path -> bytes of all tiles of a tree."""
    files, level, hashes = {}, 0, [leaf_hash(leaf) for leaf in leaves]
    while hashes:
        for at in range(0, len(hashes), TILE):
            part = hashes[at:at + TILE]
            files[log_path(level, at // TILE, len(part))] = b''.join(part)
        hashes = [tree_root(hashes[at:at + TILE]) for at in range(0, len(hashes) - TILE + 1, TILE)]
        level += 1
    return files


def split_note(data):
    """(text with its last newline, signature lines), or None if that is no note."""
    if data is None:
        return None
    cut = data.rfind(b'\n\n')
    if cut < 0 or not data.endswith(b'\n') or cut + 2 >= len(data):
        return None
    return data[:cut + 1], data[cut + 2:-1].split(b'\n')


def note_bytes(text, lines):
    return text + b'\n' + b''.join(line + b'\n' for line in lines)


def checkpoint_text(origin, size, root):
    return b'%s\n%d\n%s\n' % (origin, size, base64.b64encode(root))


class Ed25519:
    """RFC 8032 section 5.1, slow and plain: for signing with a key that is not the log's."""

    P = 2 ** 255 - 19
    L = 2 ** 252 + 27742317777372353535851937790883648493
    D = -121665 * pow(121666, -1, P) % P
    BY = 4 * pow(5, -1, P) % P

    def __init__(self, seed):
        digest = hashlib.sha512(seed).digest()
        self.scalar = int.from_bytes(digest[:32], 'little') & ((1 << 254) - 8) | 1 << 254
        self.prefix = digest[32:]
        self.public = self.encode(self.times(self.scalar, self.base()))

    @classmethod
    def base(cls):
        p, y = cls.P, cls.BY
        square = (y * y - 1) * pow(cls.D * y * y + 1, -1, p) % p
        x = pow(square, (p + 3) // 8, p)
        if (x * x - square) % p:
            x = x * pow(2, (p - 1) // 4, p) % p
        x = p - x if x & 1 else x
        return x, y, 1, x * y % p

    @classmethod
    def add(cls, one, other):
        p = cls.P
        (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
        a, b = (y1 - x1) * (y2 - x2) % p, (y1 + x1) * (y2 + x2) % p
        c, d = 2 * t1 * t2 * cls.D % p, 2 * z1 * z2 % p
        e, f, g, h = b - a, d - c, d + c, b + a
        return e * f % p, g * h % p, f * g % p, e * h % p

    @classmethod
    def times(cls, scalar, point):
        result = (0, 1, 1, 0)
        while scalar:
            if scalar & 1:
                result = cls.add(result, point)
            point, scalar = cls.add(point, point), scalar >> 1
        return result

    @classmethod
    def encode(cls, point):
        inverse = pow(point[2], -1, cls.P)
        x, y = point[0] * inverse % cls.P, point[1] * inverse % cls.P
        return (y | (x & 1) << 255).to_bytes(32, 'little')

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), 'little') % self.L
        point = self.encode(self.times(r, self.base()))
        k = int.from_bytes(hashlib.sha512(point + self.public + message).digest(), 'little') % self.L
        return point + ((r + k * self.scalar) % self.L).to_bytes(32, 'little')


class Forger:
    """Somebody else's key under the log's own name."""

    def __init__(self, name):
        self.name = name
        self.key = Ed25519(sha256(b'forger'))
        self.key_id = sha256(name + b'\n\1' + self.key.public)[:4]

    def line(self, text, key_id=None):
        signature = (key_id or self.key_id) + self.key.sign(text)
        return '— '.encode() + self.name + b' ' + base64.b64encode(signature)


# --- objects --------------------------------------------------------------------------------------------------


class Decoded:
    """What an object under events/ decodes to.

    members   decoded bytes of each whole gzip member, up to an error
    lines     complete lines, without newline; with an error, those before it
    rest      what follows the last newline
    error     why bytes are unread, or None
    beyond    with an error: lines that a reader could still find after it, wherever a member seems to begin
    """

    def __init__(self, data):
        self.members, self.error, self.beyond = [], None, []
        at, partial = 0, b''
        while at < len(data) and self.error is None:
            member, length, partial, self.error = inflate(data, at)
            if self.error is None:
                self.members.append(member)
                at += length
        text = b''.join(self.members) + partial
        self.lines = text.split(b'\n')
        self.rest = self.lines.pop()
        while self.error is not None:
            at = data.find(b'\x1f\x8b\x08', at + 1)
            if at < 0:
                break
            member, length, before, error = inflate(data, at)
            self.beyond += (before if error else member).split(b'\n')
            at += length - 1 if error is None else 0


def inflate(data, at):
    """(member, its length, what came before an error, error) of the gzip member at `at`."""
    if data[at:at + 2] != b'\x1f\x8b':
        return b'', 0, b'', 'bytes after the last member'
    inflater = zlib.decompressobj(31)
    try:
        member = inflater.decompress(data[at:])
        if not inflater.eof:
            return b'', 0, member, 'a member is cut off'
        return member, len(data) - at - len(inflater.unused_data), b'', None
    except zlib.error as problem:
        # Once more a byte at a time, for what it gives before the error.
        inflater, partial = zlib.decompressobj(31), []
        try:
            for i in range(at, len(data)):
                partial.append(inflater.decompress(data[i:i + 1]))
        except zlib.error:
            pass
        return b'', 0, b''.join(partial), 'a member does not decode: %s' % problem


def is_own_line(line):
    return line.startswith(b'{"wormtrail":"') and bool(ENTRY.fullmatch(line) or INDEX.fullmatch(line))


def uid_of(line):
    """(batch, number) that an event line claims, or None."""
    if not line.startswith(LINE_START) or line[UID_END:UID_END + 1] != b'"':
        return None
    found = UID.fullmatch(line[UID_AT:UID_END])
    return found and (found.group(1).decode(), int(found.group(2)))


def uid_text(batch, number):
    return '%s-%07d' % (batch, number)


def with_uid(line, uid):
    return LINE_START + uid.encode() + line[UID_END:]


def index_line(batch, lines):
    leaves = base64.b64encode(b''.join(leaf_hash(line)[:2] for line in lines)).decode()
    return compact({'wormtrail': 'index/v1', 'batch': batch, 'leaves': leaves})


def compact(value):
    return json.dumps(value, separators=(',', ':'), ensure_ascii=False).encode()


def is_object(path):
    return path.startswith('events/')


# --- the pristine archive -------------------------------------------------------------------------------------


class Batch:
    def __init__(self, leaf_number, leaf):
        fields = json.loads(leaf)
        self.id = fields['batch']
        self.leaf_number = leaf_number
        self.leaf = leaf
        self.index_hash = fields['index']
        self.lines = [None] * fields['events']
        self.root = fields['root']


class Archive:
    """A pristine archive in memory, checked against its own log."""

    def __init__(self, folder):
        self.folder = folder
        self.files = read_folder(folder)
        self.text, self.signatures = split_note(self.files['log/checkpoint'])
        origin, size, root = self.text.split(b'\n')[:3]
        self.origin, self.size = origin, int(size)
        self.leaves = read_leaves(self.files, self.size)
        assert len(self.leaves) == self.size and None not in self.leaves, 'the bundles lack leaves'
        assert base64.b64encode(tree_root([leaf_hash(leaf) for leaf in self.leaves])) == root, 'another root'
        self.tiles = tile_files(self.leaves)
        for path, data in self.tiles.items():
            assert self.files.get(path) == data, 'another tile: ' + path
        self.published = sorted(
            int(match.group(1)) for match in (re.fullmatch(r'log/checkpoints/(\d+)\.note', p) for p in self.files) if match
        )
        self.needed = set(self.tiles) | set(bundle_files(self.leaves)) | {'log/checkpoint'}

        self.batches = {}
        for number, leaf in enumerate(self.leaves):
            if ENTRY.fullmatch(leaf):
                batch = Batch(number, leaf)
                self.batches[batch.id] = batch
        self.vouched = {leaf for leaf in self.leaves}
        self.index_hashes = {batch.index_hash for batch in self.batches.values()}

        self.decoded = {path: Decoded(data) for path, data in self.files.items() if is_object(path)}
        self.index_lines = {}
        #: How often each event line, and each whole index line, occurs.
        self.lines, self.indexes = {}, {}
        for path, decoded in self.decoded.items():
            assert decoded.error is None and decoded.rest == b'', 'unread bytes: ' + path
            for line in decoded.lines:
                if is_own_line(line):
                    if INDEX.fullmatch(line):
                        self.index_lines[INDEX.fullmatch(line).group('batch').decode()] = line
                        count(self.indexes, line, 1)
                    continue
                count(self.lines, line, 1)
                batch, event = uid_of(line)
                self.batches[batch].lines[event] = line
        for batch in self.batches.values():
            assert None not in batch.lines, 'events are missing: ' + batch.id
            assert tree_root([leaf_hash(line) for line in batch.lines]).hex() == batch.root, batch.id
            assert hashlib.sha256(self.index_lines[batch.id]).hexdigest() == batch.index_hash, batch.id
            assert index_line(batch.id, batch.lines) == self.index_lines[batch.id], batch.id
        assert len(self.lines) == sum(len(batch.lines) for batch in self.batches.values()), 'lines of no batch'

    def objects(self):
        return sorted(self.decoded)

    def log_files(self):
        return sorted(path for path in self.files if path.startswith('log/'))


def read_folder(folder):
    files = {}
    for at, folders, names in os.walk(folder):
        if at == folder and '.wormtrail' in folders:
            folders.remove('.wormtrail')
        for name in names:
            path = os.path.join(at, name)
            with open(path, 'rb') as file:
                files[os.path.relpath(path, folder)] = file.read()
    return files


def read_leaves(files, size):
    """The leaves of a tree; None for each that its bundle does not hold."""
    leaves = []
    for at in range(0, size, TILE):
        width = min(TILE, size - at)
        data = files.get(log_path('entries', at // TILE, width))
        bundle = None if data is None else parse_bundle(data)
        leaves += bundle if bundle is not None and len(bundle) == width else [None] * width
    return leaves


def count(counts, key, by):
    now = counts.get(key, 0) + by
    if now:
        counts[key] = now
    else:
        counts.pop(key, None)


# --- judgement ------------------------------------------------------------------------------------------------


def judge(archive, changes):
    """What `changes` (path -> bytes, None: removed) made of the archive, by the rules at the top."""
    reasons, neutral = set(), set()
    files = {**archive.files, **changes}
    files = {path: data for path, data in files.items() if data is not None}

    # Events.
    lines, indexes = dict(archive.lines), dict(archive.indexes)
    added_in, damaged = {}, {}
    for path, data in changes.items():
        if not is_object(path):
            continue
        if path in archive.decoded:
            for line in archive.decoded[path].lines:
                if not is_own_line(line):
                    count(lines, line, -1)
                elif INDEX.fullmatch(line):
                    count(indexes, line, -1)
        if data is None:
            continue
        decoded = Decoded(data)
        if decoded.error is not None:
            reasons.add('unread')
            damaged[path] = decoded
            decoded.lines += [line for line in decoded.beyond if line in archive.lines]
        elif decoded.rest:
            if decoded.rest in archive.lines or decoded.rest in archive.vouched or decoded.rest in archive.indexes:
                neutral.add('unterminated')
            decoded.lines.append(decoded.rest)
        if not data:
            neutral.add('empty')
        for line in decoded.lines:
            if is_own_line(line):
                found = INDEX.fullmatch(line)
                if found and hashlib.sha256(line).hexdigest() in archive.index_hashes:
                    if decoded.error is None:
                        count(indexes, line, 1)
                elif line not in archive.vouched:
                    neutral.add('own-line')
            else:
                count(lines, line, 1)
                added_in.setdefault(line, []).append(path)
    lost = archive.lines.keys() - lines.keys()
    added = lines.keys() - archive.lines.keys()
    if lost or added:
        reasons.add('lines')

    # The log.
    leaves = read_leaves(files, archive.size)
    changed_leaves = [i for i in range(archive.size) if leaves[i] != archive.leaves[i]]
    if changed_leaves:
        reasons.add('leaves')
    note = split_note(files.get('log/checkpoint'))
    if note is None or note[0] != archive.text:
        reasons.add('checkpoint')
    elif any(line not in note[1] for line in archive.signatures):
        neutral.add('signature')
    for path in changes:
        if path.startswith('log/') and files.get(path) != archive.files.get(path):
            if path in archive.tiles:
                neutral.add('tile')
            elif path not in archive.needed and not path.startswith('log/checkpoint@version='):
                neutral.add('old-log')

    verdict = 'harmful' if reasons else 'neutral' if neutral else 'benign'
    result = {'class': verdict, 'reasons': sorted(reasons), 'neutral': sorted(neutral)}
    result.update(naming(archive, files, reasons, lines, lost, added, added_in, damaged, indexes, changed_leaves, leaves))
    return result


def naming(archive, files, reasons, lines, lost, added, added_in, damaged, indexes, changed_leaves, leaves):
    """What the report must name (`batches`, `events`: all of them; `anyOf`: of each group one), and may name."""
    if 'checkpoint' in reasons:
        return {'must': {'batches': [], 'events': [], 'anyOf': []}, 'may': None, 'unnamed': 'another checkpoint'}
    if 'leaves' in reasons:
        any_of, unnamed = name_leaves(archive, files, leaves, changed_leaves)
        return {'must': {'batches': [], 'events': [], 'anyOf': any_of}, 'may': None, 'unnamed': unnamed}

    batches, events, any_of, may_batches, may_events = set(), set(), [], set(), set()
    claims = {}
    for line in added:
        claim = uid_of(line)
        if claim is not None:
            claims.setdefault(uid_text(*claim), []).append(line)
            may_batches.add(claim[0])
            may_events.add(uid_text(*claim))
        if claim is not None and claim[0] in archive.batches:
            batches.add(claim[0])
        else:
            own = OWN_CLAIM.match(line)
            named = [claim[0]] if claim else [own.group(1).decode()] if own else []
            may_batches.update(named)
            any_of.append({'batches': named, 'objects': sorted(set(added_in[line]))})
    for line in lost:
        batch, number = uid_of(line)
        uid = uid_text(batch, number)
        batches.add(batch)
        may_events.add(uid)
        indistinct = any(leaf_hash(claim)[:2] == leaf_hash(line)[:2] for claim in claims.get(uid, []))
        left = any(each in lines or uid_text(batch, n) in claims for n, each in enumerate(archive.batches[batch].lines))
        if left and indexes.get(archive.index_lines[batch], 0) > 0 and not indistinct:
            events.add(uid)
    for path, decoded in damaged.items():
        original = archive.decoded.get(path)
        near = [*decoded.lines, *decoded.beyond, decoded.rest, *(original.lines if original else [])]
        inside = {uid_of(line) for line in near}
        inside.discard(None)
        may_batches |= {batch for batch, _ in inside}
        may_batches |= {own.group(1).decode() for own in map(OWN_CLAIM.match, near) if own}
        may_events |= {uid_text(*uid) for uid in inside}
        any_of.append({'batches': sorted({batch for batch, _ in inside}), 'objects': [path]})
    may_batches |= batches
    return {
        'must': {'batches': sorted(batches), 'events': sorted(events), 'anyOf': any_of},
        'may': {'batches': sorted(may_batches), 'events': sorted(may_events)},
        'unnamed': None,
    }


def name_leaves(archive, files, leaves, changed):
    """(groups of which one must be named each, why nothing need be)"""
    if None in leaves:
        # The entries are not there to be named: the file is, in which they were.
        lost = sorted({i // TILE for i in changed if leaves[i] is None})
        paths = [log_path('entries', n, min(TILE, archive.size - n * TILE)) for n in lost]
        return [{'batches': [], 'objects': [path]} for path in paths], None
    if agrees_with_itself(archive, files, leaves):
        return [], 'a branch that agrees with itself: tiles, chain and copies of entries say the same as the leaves'
    hit = {leaf_batch(archive.leaves[i]) for i in changed} | {leaf_batch(leaves[i]) for i in changed}
    # The chain breaks between two entries.
    hit |= {leaf_batch(following(leaves, i)) for i in changed}
    hit.discard(None)
    return ([{'batches': sorted(hit), 'objects': []}], None) if hit else ([], 'only control entries changed')


def agrees_with_itself(archive, files, leaves):
    """Whether nothing but the root speaks against the leaves."""
    if any(files.get(path) != data for path, data in tile_files(leaves).items()):
        return False
    try:
        if relinked(leaves) != leaves:
            return False
    except (ValueError, KeyError, TypeError):
        return False
    here = set(leaves)
    copies = (line for path, data in files.items() if is_object(path) for line in Decoded(data).lines)
    return all(line in here for line in copies if ENTRY.fullmatch(line))


def following(leaves, place):
    """The next leaf of the same lane, or None."""
    try:
        lane = json.loads(leaves[place])['lane']
        return next((leaf for leaf in leaves[place + 1:] if json.loads(leaf).get('lane') == lane), None)
    except (ValueError, KeyError):
        return None


def leaf_batch(leaf):
    found = leaf and ENTRY.fullmatch(leaf)
    return found and found.group('batch').decode()


# --- alterations ----------------------------------------------------------------------------------------------


class Draft:
    """An archive being altered."""

    def __init__(self, archive, rng):
        self.archive, self.rng, self.changes = archive, rng, {}

    def read(self, path):
        return self.changes.get(path, self.archive.files.get(path))

    def write(self, path, data):
        self.changes[path] = data

    def remove(self, path):
        self.changes[path] = None

    def paths(self, prefix):
        all_paths = {**self.archive.files, **self.changes}
        return sorted(path for path, data in all_paths.items() if data is not None and path.startswith(prefix))

    def object(self):
        return self.rng.choice(self.paths('events/'))

    def decode(self, path):
        if path in self.changes:
            return Decoded(self.changes[path])
        return self.archive.decoded[path]

    def members(self, path):
        """Each member of the object as the list of its lines; one list where lines lie across members."""
        decoded = self.decode(path)
        if any(member and not member.endswith(b'\n') for member in decoded.members):
            return [decoded.lines]
        return [member.split(b'\n')[:-1] for member in decoded.members]

    def write_members(self, path, members):
        self.write(path, b''.join(self.gzip(text_of(member)) for member in members))

    def gzip(self, data):
        """One member around `data`, compressed in some way or other."""
        rng = self.rng
        strategy = rng.choice([zlib.Z_DEFAULT_STRATEGY] * 4 + [zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED, zlib.Z_FILTERED])
        deflater = zlib.compressobj(rng.choice([0, 1, 1, 1, 4, 6, 9]), zlib.DEFLATED, 31, rng.randint(1, 9), strategy)
        parts = []
        if data and rng.random() < 0.3:
            cut = rng.randrange(len(data))
            parts = [deflater.compress(data[:cut]), deflater.flush(rng.choice([zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH]))]
            data = data[cut:]
        return b''.join([*parts, deflater.compress(data), deflater.flush()])

    def new_path(self, like=None):
        """A path for an object that is not there yet."""
        rng = self.rng
        folder = os.path.dirname(like or self.rng.choice(self.archive.objects()))
        if rng.random() < 0.3:
            folder = re.sub(r'hour=\d\d', 'hour=%02d' % rng.randrange(24), folder)
        return '%s/%s.jsonl.gz' % (folder, ''.join(rng.choices(string.ascii_lowercase + string.digits, k=16)))

    def second_path(self, path):
        """A path for a second copy of an object: another key, or another version of the same one."""
        if self.rng.random() < 0.3:
            return '%s@version=%s' % (path, ''.join(self.rng.choices(string.ascii_letters + string.digits, k=12)))
        return self.new_path(path)

    def event(self, path=None):
        """(path, members, member number, line number) of an event line."""
        while True:
            at = path or self.object()
            members = self.members(at)
            places = [
                (m, n) for m, member in enumerate(members) for n, line in enumerate(member) if not is_own_line(line)
            ]
            if places:
                return (at, members, *self.rng.choice(places))

    def map_lines(self, change):
        """Every line of every object becomes the lines that `change` gives for it; other members stay as they are."""
        for path in self.paths('events/'):
            members = self.members(path)
            changed = [[new for line in member for new in change(line)] for member in members]
            if changed != members:
                self.write_members(path, [member for member in changed if member])
                if not self.read(path):
                    self.remove(path)

    def batch(self):
        return self.archive.batches[self.rng.choice(sorted(self.archive.batches))]

    def write_log(self, leaves, sizes):
        """Bundles and tiles of the trees of all `sizes` over `leaves`."""
        for size in sizes:
            for path, data in {**bundle_files(leaves[:size]), **tile_files(leaves[:size])}.items():
                if self.read(path) != data:
                    self.write(path, data)


def text_of(lines):
    return b''.join(line + b'\n' for line in lines)


def edited(rng, line, start=UID_END + 1):
    """The line with one character of its JSON changed; still JSON, another value."""
    before = json.loads(line)
    while True:
        at = rng.randrange(start, len(line))
        kind = next((k for k in (string.digits, string.ascii_lowercase, string.ascii_uppercase) if chr(line[at]) in k), None)
        if kind is None:
            continue
        changed = line[:at] + rng.choice(kind).encode() + line[at + 1:]
        try:
            if json.loads(changed) != before:
                return changed
        except ValueError:
            continue


def flipped(rng, data, flips):
    changed = bytearray(data)
    for _ in range(flips):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def fresh_batch(rng, like):
    """A batch id that no batch has, of about the same time as one that has."""
    return like[:10] + ''.join(rng.choices(CROCKFORD, k=16))


KINDS = {}


def kind(name, tends):
    """Registers an alteration. `tends`: what most of its cases turn out to be; judge() decides each one."""

    def register(alter):
        KINDS[name] = {'name': name, 'tends': tends, 'alter': alter}
        return alter

    return register


@kind('edit-event', 'harmful')
def edit_event(draft):
    path, members, m, n = draft.event()
    members[m][n] = edited(draft.rng, members[m][n])
    draft.write_members(path, members)
    return 'one character of a line in ' + path


@kind('edit-event-after-moves', 'harmful')
def edit_event_after_moves(draft):
    moves = [draft.rng.choice(BENIGN_MOVES)(draft) for _ in range(draft.rng.randint(1, 3))]
    return ', '.join([*moves, edit_event(draft)])


@kind('edit-event-index-follows', 'harmful')
def edit_event_index_follows(draft):
    """The index line, perhaps the entry's copy too, is made to fit; the log is not."""
    rng, batch = draft.rng, draft.batch()
    lines = list(batch.lines)
    at = rng.randrange(len(lines))
    drop = len(lines) > 1 and rng.random() < 0.3
    lines[at:at + 1] = [] if drop else [edited(rng, lines[at])]
    index = index_line(batch.id, lines)
    fields = json.loads(batch.leaf)
    fields.update(root=tree_root([leaf_hash(line) for line in lines]).hex(), events=len(lines), index=hashlib.sha256(index).hexdigest())
    entry = compact(fields) if rng.random() < 0.5 else batch.leaf
    instead = {batch.lines[at]: [] if drop else [lines[at]], draft.archive.index_lines[batch.id]: [index], batch.leaf: [entry]}
    draft.map_lines(lambda line: instead.get(line, [line]))
    return 'event %d of %s, its index line%s' % (at, batch.id, '' if entry == batch.leaf else ' and its entry')


@kind('drop-event', 'harmful')
def drop_event(draft):
    path, members, m, n = draft.event()
    del members[m][n]
    draft.write_members(path, members)
    return 'a line of ' + path


@kind('drop-batch', 'harmful')
def drop_batch(draft):
    """Lines, index line and entry, wherever they lie."""
    batch = draft.batch()
    gone = {*batch.lines, batch.leaf, draft.archive.index_lines[batch.id]}
    draft.map_lines(lambda line: [] if line in gone else [line])
    return 'all of ' + batch.id


@kind('add-event', 'harmful')
def add_event(draft):
    rng = draft.rng
    path, members, m, n = draft.event()
    line = members[m][n]
    batch, _ = uid_of(line)
    size = len(draft.archive.batches[batch].lines)
    variant = rng.randrange(6)
    if variant < 2:
        new = with_uid(line, uid_text(batch, size + rng.choice([0, 0, 0, 1, 5, 100])))
    elif variant < 4:
        new = with_uid(line, uid_text(fresh_batch(rng, batch), rng.choice([0, 0, 3])))
    elif variant == 4:
        new = rng.choice([b'', b'{}', b'hello', b'{"metadata":{}}', b'{"wormtrail":"control/v1"}', line[:rng.randrange(len(line))], b' ' + line, line + b'\r', line + b' '])
    else:
        new = with_uid(edited(rng, line), uid_text(batch, 9_999_999))
    places = [n + 1, 0, len(members[m])]
    members[m].insert(rng.choice(places), new)
    draft.write_members(path, members)
    return 'to %s: %s' % (path, new[:80])


@kind('remove-object', 'harmful')
def remove_object(draft):
    path = draft.object()
    draft.remove(path)
    return path


@kind('cut-object', 'harmful')
def cut_object(draft):
    path = draft.object()
    data = draft.read(path)
    draft.write(path, data[:draft.rng.randrange(len(data))])
    return path


def old_size(draft):
    return draft.rng.choice([size for size in draft.archive.published if size < draft.archive.size])


@kind('replay-checkpoint', 'harmful')
def replay_checkpoint(draft):
    size = old_size(draft)
    draft.write('log/checkpoint', draft.read('log/checkpoints/%d.note' % size))
    if draft.rng.random() < 0.5:
        for other in draft.archive.published:
            if other > size:
                draft.remove('log/checkpoints/%d.note' % other)
    return 'that of size %d' % size


@kind('cut-tail', 'harmful')
def cut_tail(draft):
    """The log as it was at an earlier published size; the events after it are cut too, or not."""
    archive, size = draft.archive, old_size(draft)
    draft.write('log/checkpoint', draft.read('log/checkpoints/%d.note' % size))
    kept = {'log/checkpoint'}
    for published in archive.published:
        if published <= size:
            kept |= {'log/checkpoints/%d.note' % published}
            kept |= set(bundle_files(archive.leaves[:published])) | set(tile_files(archive.leaves[:published]))
    for path in archive.log_files():
        if path not in kept:
            draft.remove(path)
    events = draft.rng.random() < 0.7
    if events:
        gone = set()
        for batch in archive.batches.values():
            if batch.leaf_number >= size:
                gone |= {*batch.lines, batch.leaf, archive.index_lines[batch.id]}
        draft.map_lines(lambda line: [] if line in gone else [line])
    return 'to size %d, %s the events' % (size, 'with' if events else 'without')


def relinked(leaves):
    """The leaves with seq, prev and heads as the order of the lanes asks for."""
    heads, seqs, result = {}, {}, []
    for leaf in leaves:
        fields = json.loads(leaf)
        lane = fields['lane']
        fields['seq'] = seqs.get(lane, 0) + 1
        fields['prev'] = heads.get(lane, b'\0' * 32).hex()
        if 'heads' in fields:
            fields['heads'] = {name: seqs.get(name, 0) for name in fields['heads']}
        relinked_leaf = compact(fields)
        heads[lane], seqs[lane] = leaf_hash(relinked_leaf), fields['seq']
        result.append(relinked_leaf)
    return result


def forge(draft, signatures):
    """A whole branch: an event or a batch altered, then every hash after it recomputed."""
    rng, archive = draft.rng, draft.archive
    batch = draft.batch()
    lines, leaves, instead = list(batch.lines), list(archive.leaves), {}
    at = rng.randrange(len(lines))
    variant = rng.choice(['edit', 'drop', 'batch'])
    if variant == 'batch':
        del leaves[batch.leaf_number]
        instead = {line: [] for line in [*lines, batch.leaf, archive.index_lines[batch.id]]}
    else:
        new = [edited(rng, lines[at])] if variant == 'edit' or len(lines) == 1 else []
        instead[lines[at]] = new
        lines[at:at + 1] = new
        index = index_line(batch.id, lines)
        instead[archive.index_lines[batch.id]] = [index]
        fields = json.loads(batch.leaf)
        fields.update(root=tree_root([leaf_hash(line) for line in lines]).hex(), events=len(lines), index=hashlib.sha256(index).hexdigest())
        leaves[batch.leaf_number] = compact(fields)
    new_leaves = relinked(leaves)
    old_leaves = [leaf for leaf in archive.leaves if variant != 'batch' or leaf != batch.leaf]
    for old, new in zip(old_leaves, new_leaves):
        if old != new:
            instead[old] = [new]
    draft.map_lines(lambda line: instead.get(line, [line]))

    shift = len(archive.leaves) - len(leaves)
    sizes = [size - shift if size > batch.leaf_number else size for size in archive.published]
    for path in archive.log_files():
        draft.remove(path)
    draft.write_log(new_leaves, sizes)
    for old, size in zip(archive.published, sizes):
        note = archive.files['log/checkpoints/%d.note' % old]
        if old > batch.leaf_number:
            text = checkpoint_text(archive.origin, size, tree_root([leaf_hash(leaf) for leaf in new_leaves[:size]]))
            note = signatures(text, split_note(note)[1])
        draft.write('log/checkpoints/%d.note' % size, note)
    draft.write('log/checkpoint', draft.read('log/checkpoints/%d.note' % sizes[-1]))
    return '%s in %s' % (variant, batch.id)


@kind('forge-other-key', 'harmful')
def forge_other_key(draft):
    forger = Forger(draft.archive.origin)
    real_id = base64.b64decode(draft.archive.signatures[0].split(b' ')[2])[:4]
    variant = draft.rng.choice(['own id', "the log's id", 'own id beside the old signature'])

    def signatures(text, old):
        line = forger.line(text, real_id if variant == "the log's id" else None)
        return note_bytes(text, [line, *old] if variant.endswith('signature') else [line])

    return 'signed by another key with %s: %s' % (variant, forge(draft, signatures))


@kind('forge-old-signature', 'harmful')
def forge_old_signature(draft):
    return forge(draft, note_bytes)


@kind('forge-unsigned', 'harmful')
def forge_unsigned(draft):
    ending = draft.rng.choice([b'', b'\n'])
    return forge(draft, lambda text, old: text + ending)


def swapped(draft):
    """(leaves with two entries exchanged, what was done)"""
    leaves = list(draft.archive.leaves)
    one, other = draft.rng.sample(sorted(batch.leaf_number for batch in draft.archive.batches.values()), 2)
    if draft.rng.random() < 0.1:
        one = 0
    leaves[one], leaves[other] = leaves[other], leaves[one]
    return leaves, 'leaves %d and %d' % (one, other)


@kind('swap-entries', 'harmful')
def swap_entries(draft):
    leaves, what = swapped(draft)
    for size in [draft.archive.size] if draft.rng.random() < 0.5 else draft.archive.published:
        for path, data in bundle_files(leaves[:size]).items():
            draft.write(path, data)
    return what


@kind('swap-entries-rehashed', 'harmful')
def swap_entries_rehashed(draft):
    leaves, what = swapped(draft)
    draft.write_log(leaves, draft.archive.published)
    return what


@kind('edit-entry-rehashed', 'harmful')
def edit_entry_rehashed(draft):
    """A leaf edited, its bundles and tiles recomputed; perhaps the chain after it; perhaps its copy in events/."""
    rng, archive = draft.rng, draft.archive
    number = rng.randrange(archive.size) if rng.random() < 0.2 else draft.batch().leaf_number
    leaves = list(archive.leaves)
    fields = json.loads(leaves[number])
    name = rng.choice([name for name in fields if name != 'wormtrail'])
    value = fields[name]
    if isinstance(value, int):
        fields[name] = value + rng.choice([1, 1, 2, 10])
    elif isinstance(value, str) and re.fullmatch('[0-9a-f]{64}', value):
        fields[name] = rng.randbytes(32).hex()
    elif name == 'batch':
        fields[name] = fresh_batch(rng, value)
    elif name == 'lane':
        fields[name] = rng.choice(['1', '2', 'sealer', 'audit'])
    elif name in ('time', 'read'):
        fields[name] = value[:18] + str((int(value[18]) + 1) % 10) + value[19:]
    elif isinstance(value, str):
        fields[name] = value + 'x'
    elif isinstance(value, dict):
        fields[name] = {key: head + 1 for key, head in value.items()}
    elif isinstance(value, list):
        fields[name] = [*value, '9']
    else:
        fields[name] = 1
    leaves[number] = compact(fields)
    chain = rng.random() < 0.4 and name not in ('seq', 'prev')
    if chain:
        leaves = relinked(leaves)
    if rng.random() < 0.5:
        instead = {old: new for old, new in zip(archive.leaves, leaves) if old != new}
        draft.map_lines(lambda line: [instead.get(line, line)])
    draft.write_log(leaves, archive.published)
    return '%s of leaf %d%s' % (name, number, ', the chain relinked' if chain else '')


@kind('edit-tile', 'neutral')
def edit_tile(draft):
    path = draft.rng.choice(sorted(draft.archive.tiles))
    data = draft.read(path)
    variant = draft.rng.choice(['flip', 'flip', 'cut', 'longer', 'other'])
    if variant == 'flip':
        data = flipped(draft.rng, data, 1)
    elif variant == 'cut':
        data = data[:draft.rng.randrange(len(data))]
    elif variant == 'longer':
        data += draft.rng.randbytes(32)
    else:
        at = 32 * draft.rng.randrange(len(data) // 32)
        data = data[:at] + draft.rng.randbytes(32) + data[at + 32:]
    draft.write(path, data)
    return '%s of %s' % (variant, path)


def appended(draft, junk):
    path = draft.object()
    draft.write(path, draft.read(path) + junk)
    return '%d bytes to %s' % (len(junk), path)


@kind('append-nuls', 'harmful')
def append_nuls(draft):
    return appended(draft, b'\0' * draft.rng.choice([1, 2, 8, 512, 4096]))


@kind('append-bytes', 'harmful')
def append_bytes(draft):
    rng = draft.rng
    member = draft.gzip(draft.rng.choice(sorted(draft.archive.lines)) + b'\n')
    junk = rng.choice([
        rng.randbytes(rng.choice([1, 2, 3, 20, 1000])),
        b'\x1f', b'\x1f\x8b', b'\x1f\x8b\x08', member[:10],
        member[:rng.randrange(1, len(member))], member[:-1],
        b'\0' * rng.choice([1, 16]) + member,
        b'\n' + member, member + b'\0', b'hello\n',
    ])
    return appended(draft, junk)


@kind('flip-bits', 'harmful')
def flip_bits(draft):
    paths = draft.rng.sample(draft.paths(''), draft.rng.choice([1, 1, 1, 2]))
    for path in paths:
        draft.write(path, flipped(draft.rng, draft.read(path), draft.rng.choice([1, 1, 2, 4])))
    return ', '.join(paths)


@kind('flip-bits-in-events', 'harmful')
def flip_bits_in_events(draft):
    path = draft.object()
    data = draft.read(path)
    if draft.rng.random() < 0.2:
        # Headers and trailers, where a flip may do no harm.
        edges = [*range(10), *range(len(data) - 8, len(data))]
        changed = bytearray(data)
        changed[draft.rng.choice(edges)] ^= 1 << draft.rng.randrange(8)
        draft.write(path, bytes(changed))
    else:
        draft.write(path, flipped(draft.rng, data, 1))
    return path


@kind('regzip-flip', 'harmful')
def regzip_flip(draft):
    path = draft.object()
    members = draft.decode(path).members
    at = draft.rng.randrange(len(members))
    members = [flipped(draft.rng, member, 1) if i == at else member for i, member in enumerate(members)]
    draft.write(path, b''.join(draft.gzip(member) for member in members))
    return path


@kind('half-duplicate-object', 'harmful')
def half_duplicate_object(draft):
    rng = draft.rng
    path = draft.object()
    data, decoded = draft.read(path), draft.decode(path)
    variant = rng.choice(['bytes', 'bytes', 'text', 'text', 'lines', 'members'])
    if variant == 'bytes':
        half = data[:rng.randrange(1, len(data))]
    elif variant == 'members':
        half = b''.join(draft.gzip(member) for member in decoded.members if rng.random() < 0.5)
    elif variant == 'lines':
        half = draft.gzip(text_of([line for line in decoded.lines if rng.random() < 0.5]))
    else:
        text = b''.join(decoded.members)
        half = draft.gzip(text[:rng.randrange(1, len(text))])
    to = draft.second_path(path)
    draft.write(to, half)
    return 'by %s: %s as %s' % (variant, path, to)


@kind('altered-second-copy', 'harmful')
def altered_second_copy(draft):
    rng = draft.rng
    path, members, m, n = draft.event()
    members[m][n] = edited(rng, members[m][n])
    copy, original = draft.second_path(path), draft.read(path)
    variant = rng.choice(['all', 'all', 'line', 'instead'])
    if variant == 'line':
        members = [[members[m][n]]]
    draft.write_members(copy, members)
    if variant == 'instead':
        # The altered one stands where the first stood, which lies beside it.
        draft.write(path, draft.read(copy))
        draft.write(copy, original)
    return '%s: %s as %s' % (variant, path, copy)


@kind('foreign-batch', 'harmful')
def foreign_batch(draft):
    """A batch that agrees with itself and follows the lane, but is no leaf."""
    rng, archive = draft.rng, draft.archive
    batch = draft.batch()
    identity = fresh_batch(rng, batch.id)
    lines = [with_uid(edited(rng, line), uid_text(identity, n)) for n, line in enumerate(batch.lines)]
    index = index_line(identity, lines)
    last = max(archive.batches.values(), key=lambda each: each.leaf_number)
    fields = json.loads(last.leaf)
    fields.update(
        batch=identity, seq=fields['seq'] + 1, prev=leaf_hash(last.leaf).hex(),
        root=tree_root([leaf_hash(line) for line in lines]).hex(), events=len(lines),
        digest=rng.randbytes(32).hex(), index=hashlib.sha256(index).hexdigest(),
    )
    own = [index, compact(fields)] if rng.random() < 0.7 else []
    path = draft.new_path()
    if rng.random() < 0.3:
        path = draft.object()
        draft.write_members(path, [*draft.members(path), lines, own])
    else:
        draft.write_members(path, [lines, own])
    return '%s in %s' % (identity, path)


@kind('fake-uid', 'harmful')
def fake_uid(draft):
    rng, archive = draft.rng, draft.archive
    batch, other = draft.batch(), draft.batch()
    at, to = rng.randrange(len(batch.lines)), rng.randrange(len(other.lines))
    line, target = batch.lines[at], uid_text(other.id, to)
    variant = rng.choice(['other', 'swap', 'copy', 'unknown', 'form', 'whole'])
    instead = {}
    if variant == 'other':
        instead[line] = [with_uid(line, target)]
    elif variant == 'swap':
        instead[line] = [with_uid(line, target)]
        instead.setdefault(other.lines[to], [with_uid(other.lines[to], uid_text(batch.id, at))])
    elif variant == 'copy':
        instead[line] = [line, with_uid(line, target)]
    elif variant == 'unknown':
        instead[line] = [with_uid(line, uid_text(fresh_batch(rng, batch.id), at))]
    elif variant == 'form':
        uid = uid_text(batch.id, at)
        instead[line] = [with_uid(line, rng.choice([uid.lower(), uid[:-1], uid + '0', uid.replace('-', '_'), uid[:26] + '-00000x0', 'I' + uid[1:]]))]
    else:
        identity = fresh_batch(rng, batch.id)
        instead = {each: [with_uid(each, uid_text(identity, n))] for n, each in enumerate(batch.lines)}
    draft.map_lines(lambda each: instead.get(each, [each]))
    return '%s: event %d of %s' % (variant, at, batch.id)


@kind('edit-index-line', 'neutral')
def edit_index_line(draft):
    batch, rng = draft.batch(), draft.rng
    line = draft.archive.index_lines[batch.id]
    new = rng.choice([edited(rng, line, len(line) - 4 - len(batch.lines)), edited(rng, line, 25), line[:-1], line + b' ', line.replace(b'":"', b'": "')])
    draft.map_lines(lambda each: [new] if each == line else [each])
    return 'that of %s: %s' % (batch.id, new[:100])


@kind('edit-entry-copy', 'neutral')
def edit_entry_copy(draft):
    batch, rng = draft.batch(), draft.rng
    new = edited(rng, batch.leaf, 25)
    if rng.random() < 0.2:
        new = rng.choice([batch.leaf[:-1], batch.leaf + b' ', batch.leaf[:-1] + b',"more":1}'])
    draft.map_lines(lambda each: [new] if each == batch.leaf else [each])
    return 'that of ' + batch.id


@kind('delete-log-file', 'harmful')
def delete_log_file(draft):
    rng = draft.rng
    groups = [['log/checkpoint'], sorted(bundle_files(draft.archive.leaves)), sorted(bundle_files(draft.archive.leaves)), draft.archive.log_files()]
    paths = {rng.choice(rng.choice(groups)) for _ in range(rng.choice([1, 1, 2]))}
    for path in sorted(paths):
        draft.remove(path)
    return ', '.join(sorted(paths))


@kind('edit-log-file', 'harmful')
def edit_log_file(draft):
    rng, archive = draft.rng, draft.archive
    groups = [['log/checkpoint'], sorted(bundle_files(archive.leaves)), sorted(bundle_files(archive.leaves)), archive.log_files()]
    path = rng.choice(rng.choice(groups))
    data = draft.read(path)
    at = rng.randrange(len(data))
    variant = rng.choice(['byte', 'byte', 'cut', 'longer', 'empty', 'other'])
    if variant == 'byte':
        data = data[:at] + rng.randbytes(1) + data[at + 1:]
    elif variant == 'cut':
        data = data[:at]
    elif variant == 'longer':
        data += rng.choice([b'\0', b'\0\0', b'\n', b'x', rng.randbytes(32)])
    elif variant == 'empty':
        data = b''
    else:
        data = draft.read(rng.choice(archive.log_files()))
    draft.write(path, data)
    return '%s of %s' % (variant, path)


@kind('deliver-again', 'benign')
def deliver_again(draft):
    batch = draft.batch()
    own = {*batch.lines, batch.leaf, draft.archive.index_lines[batch.id]}
    lines = [line for path in draft.archive.objects() for line in draft.archive.decoded[path].lines if line in own]
    if draft.rng.random() < 0.5:
        draft.write(draft.new_path(), draft.gzip(text_of(lines)))
    else:
        path = draft.object()
        draft.write(path, draft.read(path) + draft.gzip(text_of(lines)))
    return batch.id + ' delivered again'


@kind('duplicate-object', 'benign')
def duplicate_object(draft):
    path = draft.object()
    to = draft.second_path(path)
    draft.write(to, draft.read(path))
    return '%s again as %s' % (path, to)


@kind('recompress', 'benign')
def recompress(draft):
    rng = draft.rng
    path = draft.object()
    text = b''.join(draft.decode(path).members)
    variant = rng.choice(['one member', 'many members', 'cut anywhere', 'stored'])
    if variant == 'one member':
        members = [text]
    elif variant == 'stored':
        deflater = zlib.compressobj(0, zlib.DEFLATED, 31)
        draft.write(path, deflater.compress(text) + deflater.flush())
        return '%s stored' % path
    elif variant == 'many members':
        lines = text_lines(text)
        members = [line for line in lines] if len(lines) < 60 else chunks(rng, lines)
    else:
        cuts = sorted(rng.randrange(len(text) + 1) for _ in range(rng.randint(1, 20)))
        members = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)])]
    draft.write(path, b''.join(draft.gzip(member) for member in members))
    return '%s as %s' % (path, variant)


def text_lines(text):
    return [line + b'\n' for line in text.split(b'\n')[:-1]]


def chunks(rng, lines):
    cuts = sorted(rng.sample(range(len(lines)), rng.randint(1, 30)))
    return [b''.join(lines[a:b]) for a, b in zip([0, *cuts], [*cuts, len(lines)])]


@kind('split-object', 'benign')
def split_object(draft):
    rng = draft.rng
    path = draft.object()
    lines = text_lines(b''.join(draft.decode(path).members))
    cut = rng.randrange(1, len(lines)) if len(lines) > 1 else 1
    parts = [lines[:cut], lines[cut:]]
    draft.remove(path)
    for part in parts:
        if part:
            draft.write(draft.new_path(path), draft.gzip(b''.join(part)))
    return '%s after line %d' % (path, cut)


@kind('join-objects', 'benign')
def join_objects(draft):
    paths = draft.paths('events/')
    chosen = draft.rng.sample(paths, min(len(paths), draft.rng.randint(2, 4)))
    joined = b''.join(draft.read(path) for path in chosen)
    for path in chosen:
        draft.remove(path)
    draft.write(draft.new_path(chosen[0]), joined)
    return '%d objects into one' % len(chosen)


@kind('move-lines', 'benign')
def move_lines(draft):
    rng = draft.rng
    paths = draft.paths('events/')
    one, other = rng.sample(paths, 2)
    here, there = draft.decode(one).lines, list(draft.decode(other).lines)
    moved = set(rng.sample(range(len(here)), rng.randint(1, max(1, len(here) // 2))))
    at = rng.randrange(len(there) + 1)
    there[at:at] = [here[i] for i in sorted(moved, key=lambda _: rng.random())]
    rest = [line for i, line in enumerate(here) if i not in moved]
    draft.write(other, draft.gzip(text_of(there)))
    if rest:
        draft.write(one, draft.gzip(text_of(rest)))
    else:
        draft.remove(one)
    return '%d lines from %s to %s' % (len(moved), one, other)


@kind('reorder-lines', 'benign')
def reorder_lines(draft):
    rng = draft.rng
    path = draft.object()
    lines = list(draft.decode(path).lines)
    if rng.random() < 0.3:
        lines += rng.sample(lines, rng.randint(1, len(lines)))
    if rng.random() < 0.3:
        lines.reverse()
    else:
        rng.shuffle(lines)
    draft.write(path, draft.gzip(text_of(lines)))
    return path


@kind('rename-object', 'benign')
def rename_object(draft):
    path = draft.object()
    to = draft.new_path(path)
    data = draft.read(path)
    draft.remove(path)
    draft.write(to, data)
    return '%s as %s' % (path, to)


@kind('strip-own-lines', 'benign')
def strip_own_lines(draft):
    """Without its index line or its entry a batch is as whole as before: their absence is information."""
    rng = draft.rng
    some = {batch.id for batch in (draft.batch() for _ in range(rng.randint(1, 5)))}
    which = rng.choice([(ENTRY,), (INDEX,), (ENTRY, INDEX)])

    def strip(line):
        found = next((match for match in (form.fullmatch(line) for form in which) if match), None)
        return [] if found and found.group('batch').decode() in some else [line]

    draft.map_lines(strip)
    return 'of %d batches' % len(some)


@kind('cosign-checkpoint', 'benign')
def cosign_checkpoint(draft):
    """What witnesses and publishing leave: a signature of a key that is not known, older versions."""
    rng = draft.rng
    if rng.random() < 0.3:
        draft.write('log/checkpoint@version=%d' % rng.randrange(10 ** 6), draft.read('log/checkpoints/%d.note' % old_size(draft)))
        return 'an older version beside it'
    text, lines = split_note(draft.read('log/checkpoint'))
    stranger = Forger(b'witness.example/w%d' % rng.randrange(100))
    lines = list(lines)
    lines.insert(rng.randrange(len(lines) + 1), stranger.line(text))
    draft.write('log/checkpoint', note_bytes(text, lines))
    return 'by ' + stranger.name.decode()


BENIGN_MOVES = [deliver_again, duplicate_object, recompress, split_object, join_objects, move_lines, reorder_lines, rename_object]


@kind('several-moves', 'benign')
def several_moves(draft):
    return ', '.join(draft.rng.choice(BENIGN_MOVES)(draft) for _ in range(draft.rng.randint(2, 5)))


# --- the process ----------------------------------------------------------------------------------------------


class Work:
    """A copy of an archive on the disk, altered."""

    def __init__(self, archive, folder, changes):
        self.archive, self.folder, self.changes = archive, folder, changes

    def apply(self):
        for path, data in self.changes.items():
            self.put(path, data)

    def restore(self):
        for path in self.changes:
            self.put(path, self.archive.files.get(path))

    def put(self, path, data):
        whole = os.path.join(self.folder, path)
        if data is None:
            if os.path.exists(whole):
                os.unlink(whole)
            return
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, 'wb') as file:
            file.write(data)

    def compare(self):
        now, was = read_folder(self.folder), self.archive.files
        return sorted(path for path in now.keys() | was.keys() if now.get(path) != was.get(path))


def source_events(file):
    """The exact text of each event of a source: a line, or an element of {"Records":[…]}."""
    with open(file, 'rb') as opened:
        data = opened.read()
    text = (gzip.decompress(data) if data[:2] == b'\x1f\x8b' else data).decode()
    if not text.startswith('{"Records":['):
        return text.split('\n')[:-1]
    events, at, decoder = [], len('{"Records":['), json.JSONDecoder()
    while text[at] != ']':
        _, end = decoder.raw_decode(text, at)
        events.append(text[at:end])
        at = end + (text[end] == ',')
    return events


def compare_sources(archive, files):
    expected = collections.Counter(event for file in files for event in source_events(file))
    found = collections.Counter(json.loads(line)['raw_data'] for line in archive.lines)
    return {
        'events': expected.total(), 'batches': len(archive.batches),
        'missing': (expected - found).total(), 'tooMany': (found - expected).total(),
        'copies': sum(archive.lines.values()) - len(archive.lines),
    }


def serve():
    archives, work = {}, None
    for request in map(json.loads, sys.stdin):
        op = request['op']
        if op == 'open':
            archive = archives[request['archive']] = Archive(request['archive'])
            answer = {
                'objects': len(archive.decoded), 'batches': len(archive.batches), 'events': len(archive.lines),
                'leaves': archive.size, 'published': archive.published,
            }
        elif op == 'kinds':
            answer = [{'name': each['name'], 'tends': each['tends']} for each in KINDS.values()]
        elif op == 'alter':
            archive = archives[request['archive']]
            draft = Draft(archive, random.Random(request['seed']))
            what = KINDS[request['kind']]['alter'](draft)
            work = Work(archive, request['work'], draft.changes)
            work.apply()
            answer = {**judge(archive, draft.changes), 'what': what, 'changed': sorted(draft.changes)}
        elif op == 'restore':
            work.restore()
            answer = {}
        elif op == 'sources':
            answer = compare_sources(Archive(request['archive']), request['files'])
        elif op == 'compare':
            answer = work.compare()
        else:
            raise ValueError('no such request: ' + op)
        print(json.dumps(answer), flush=True)


if __name__ == '__main__':
    serve()
