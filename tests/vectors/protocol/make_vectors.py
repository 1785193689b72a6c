#!/usr/bin/env python3
"""Writes the golden messages of the wire protocol: <name>.hex (bytes) and <name>.json (values).

A second, independent implementation of docs/protocol.md: it shares no code with firmware/Protocol, only the document.
Usage: python3 make_vectors.py           write the files beside this script
       python3 make_vectors.py --check   exit 1 when a file differs from what would be written
"""
import hashlib
import hmac
import json
import os
import struct
import sys
import zlib

FEATURES, GAP, ACK, COMMAND, BURST, STATE = 1, 2, 3, 4, 5, 6
VISION, CROP = 7, 10
HEALTH, WORDS, CONFIGURATION, RESULT = 8, 9, 12, 13
DESCRIPTION = 11
UPDATE_COMMAND, FRESHNESS = 14, 18
STATUS, PART, CHUNK = 15, 16, 17
TAG_U8, TAG_I16LE, TAG_F16LE = 64, 77, 84


def head(major, value):
    if value < 24:
        return struct.pack('>B', major << 5 | value)
    if value < 1 << 8:
        return struct.pack('>BB', major << 5 | 24, value)
    if value < 1 << 16:
        return struct.pack('>BH', major << 5 | 25, value)
    if value < 1 << 32:
        return struct.pack('>BI', major << 5 | 26, value)
    return struct.pack('>BQ', major << 5 | 27, value)


def integer(value):
    return head(0, value) if value >= 0 else head(1, -1 - value)


def byte_string(data):
    return head(2, len(data)) + data


def text(value):
    data = value.encode('ascii')
    return head(3, len(data)) + data


def array(items):
    return head(4, len(items)) + b''.join(items)


def float32(value):
    return b'\xfa' + struct.pack('>f', value)


def typed(tag, data):
    return head(6, tag) + byte_string(data)


def halves(values):
    return typed(TAG_F16LE, struct.pack('<%de' % len(values), *values))


def octets(values):
    return typed(TAG_U8, bytes(values))


def shorts(values):
    return typed(TAG_I16LE, struct.pack('<%dh' % len(values), *values))


def message(fields):
    """fields: list of (key, encoded value), keys strictly ascending."""
    keys = [key for key, _ in fields]
    assert keys == sorted(set(keys))
    return head(5, len(fields)) + b''.join(integer(key) + value for key, value in fields)


def start(kind):
    return [(0, integer(1)), (1, integer(kind))]


def key_fields(v):
    return [(2, byte_string(bytes.fromhex(v['device']))), (3, integer(v['boot'])), (4, integer(v['sequence'])),
            (5, integer(v['timeMs']))]


def features(v):
    fields = start(FEATURES) + key_fields(v) + [
        (6, integer(v['sensor'])), (7, integer(v['quality'])), (8, integer(v['clipped'])), (9, integer(v['lost'])),
        (10, integer(v['sampleRateHz'])), (11, integer(v['windowLength'])), (12, integer(v['shaftMilliHz'])),
        (13, halves(v['statistics'])), (14, octets(v['bands']))]
    if 'envelope' in v:
        fields.append((15, octets(v['envelope'])))
    if 'gravity' in v:
        fields.append((16, halves(v['gravity'])))
    if 'temperatureCentiCelsius' in v:
        fields.append((17, integer(v['temperatureCentiCelsius'])))
    if 'verdict' in v:
        one = v['verdict']
        fields.append((18, byte_string(bytes.fromhex(one['model']) + bytes([one['suppressed']] + one['outputs']))))
    return message(fields)


def gap(v):
    return message(start(GAP) + key_fields(v) + [
        (6, integer(v['first'])), (7, integer(v['last'])), (8, integer(v['reason'])), (9, integer(v['gapBoot']))])


def acknowledgement(v):
    fields = start(ACK) + [(3, integer(v['boot'])), (4, integer(v['cumulative'])), (5, integer(v['timeMs']))]
    if v['bitmap']:
        fields.append((6, byte_string(bytes(v['bitmap']))))
    if 'mac' in v:
        fields.append((7, byte_string(bytes.fromhex(v['mac']))))
    return message(fields)


def command(v):
    fields = start(COMMAND) + [
        (6, integer(v['id'])), (7, integer(v['code'])), (8, integer(v['sensor'])), (9, integer(v['samples']))]
    if 'picture' in v:
        fields.append((12, integer(v['picture'])))
    if 'column' in v:
        fields += [(13, integer(v['column'])), (14, integer(v['row']))]
    return message(fields)


def burst(v):
    return message(start(BURST) + key_fields(v) + [
        (6, integer(v['sensor'])), (7, integer(v['burstId'])), (8, integer(v['chunkIndex'])),
        (9, integer(v['chunkCount'])), (10, integer(v['sampleRateHz'])), (12, integer(v['shaftMilliHz'])),
        (13, float32(v['scale'])), (14, shorts(v['samples']))])


def state(v):
    sensors = [array([integer(s['sensor']), text(s['part']), integer(s['axes']), integer(s['sampleRateHz']),
                      integer(s['windowLength'])]) for s in v['sensors']]
    nonce = [(17, byte_string(bytes.fromhex(v['nonce'])))] if 'nonce' in v else []
    return message(start(STATE) + key_fields(v) + [
        (6, text(v['firmware'])), (7, text(v['board'])), (8, text(v['name'])), (9, text(v['machine'])),
        (10, integer(v['outboxDepth'])), (11, array([integer(c) for c in v['counters']])),
        (12, array([float32(o) for o in v['orders']])), (13, array(sensors)), (14, integer(v['oldest'])),
        (15, integer(v['mode'])), (16, integer(v['configuration']))] + nonce + [(18, integer(v['error']))])


def health(v):
    fields = start(HEALTH) + key_fields(v) + [
        (6, integer(v['uptimeSeconds'])), (7, integer(v['freeBytes'])), (8, integer(v['lowWaterBytes'])),
        (9, integer(v['depth'])), (10, integer(v['hoursTenths']))]
    fields += [(key, integer(v[name])) for key, name in (
        (11, 'radioDbm'), (12, 'temperatureCentiCelsius'), (13, 'batteryMilliVolts'), (14, 'chargePercent')) if name in v]
    fields += [(15, integer(v['crashes'])), (16, integer(v['longestLoopMs'])), (17, integer(v['featuresMs']))]
    if 'inferenceMs' in v:
        fields.append((18, integer(v['inferenceMs'])))
    if v['errors']:
        fields.append((19, array([integer(n) for n in v['errors']])))
    return message(fields)


def words(v):
    return message(start(WORDS) + key_fields(v) + [
        (6, integer(v['endedBoot'])), (7, integer(v['cause'])), (8, integer(v['error'])), (9, integer(v['loop'])),
        (10, integer(v['uptimeSeconds'])), (11, integer(v['lowWaterBytes'])), (12, integer(v['crashes']))])


def settings(pairs):
    return head(5, len(pairs)) + b''.join(
        integer(key) + (text(value) if isinstance(value, str) else integer(value)) for key, value in pairs)


def configuration(v):
    body = settings(v['settings'])
    mac = hmac.new(bytes.fromhex(v['deviceKey']), b'stethos-cfg-1' + bytes.fromhex(v['device'])
                   + struct.pack('>I', v['number']) + body, hashlib.sha256).digest()
    assert v['body'] == body.hex() and v['mac'] == mac.hex(), (body.hex(), mac.hex())
    return message(start(CONFIGURATION) + [(6, integer(v['number'])), (7, byte_string(body)), (8, byte_string(mac))])


def update_key(v):
    return hmac.new(bytes.fromhex(v['deviceKey']), b'stethos-update-1' + v['site'].encode(), hashlib.sha256).digest()


def order(v):
    device, nonce, digest = (bytes.fromhex(v[name]) for name in ('device', 'nonce', 'digest'))
    covered = b'stethos-upd-1' + device + nonce + struct.pack('>IIIB', v['ttl'], v['wave'], v['attempt'], v['action']) + digest
    mac = hmac.new(update_key(v), covered, hashlib.sha256).digest()
    assert v['mac'] == mac.hex(), mac.hex()
    return message(start(UPDATE_COMMAND) + [
        (2, byte_string(device)), (6, byte_string(nonce)), (7, integer(v['ttl'])), (8, integer(v['wave'])),
        (9, integer(v['attempt'])), (10, integer(v['action'])), (11, byte_string(digest)), (12, byte_string(mac))])


def freshness(v):
    device = bytes.fromhex(v['device'])
    covered = b'stethos-fresh-1' + device + struct.pack('>III', v['sequence'], v['time'], v['expiry'])
    mac = hmac.new(update_key(v), covered, hashlib.sha256).digest()
    assert v['mac'] == mac.hex(), mac.hex()
    return message(start(FRESHNESS) + [
        (2, byte_string(device)), (6, integer(v['sequence'])), (7, integer(v['time'])), (8, integer(v['expiry'])),
        (9, byte_string(mac))])


def result(v):
    return message(start(RESULT) + key_fields(v) + [
        (6, integer(v['number'])), (7, integer(v['result'])), (8, integer(v['setting']))])


def vision(v):
    fields = start(VISION) + key_fields(v) + [
        (6, integer(v['sensor'])), (7, integer(v['quality'])), (8, integer(v['picture'])), (9, integer(v['width'])),
        (10, integer(v['height'])), (11, integer(v['light'])), (12, octets(v['blocks']))]
    if 'change' in v:
        fields.append((13, byte_string(bytes(v['change']))))
    if 'edges' in v:
        fields.append((14, octets(v['edges'])))
    if 'histogram' in v:
        fields.append((15, octets(v['histogram'])))
    if 'shift' in v:
        fields += [(16, shorts(v['shift'])), (17, integer(v['shiftConfidence']))]
    if 'temperatures' in v:
        fields.append((18, shorts(v['temperatures'])))
    if 'hotSpots' in v:
        fields.append((19, shorts([number for spot in v['hotSpots'] for number in spot])))
    return message(fields)


def crop(v):
    size, index = v['size'], v['chunkIndex']
    pixels = crop_pixels(v)
    return message(start(CROP) + key_fields(v) + [
        (6, integer(v['sensor'])), (7, integer(v['cropId'])), (8, integer(index)),
        (9, integer((size * size + 1023) // 1024)), (10, integer(v['picture'])), (11, integer(v['column'])),
        (12, integer(v['row'])), (13, integer(size)), (14, integer(zlib.crc32(pixels))),
        (15, octets(pixels[1024 * index:1024 * (index + 1)]))])


def crop_pixels(v):
    """Pixel n of a crop is (first + step * n) modulo 256."""
    return bytes((v['first'] + v['step'] * n) % 256 for n in range(v['size'] ** 2))


def quantities(items):
    """Each [name, unit] or [name, unit, low, high]."""
    return array([array([text(item[0])] + [integer(number) for number in item[1:]]) for item in items])


def description(v):
    return message(start(DESCRIPTION) + [
        (2, byte_string(bytes.fromhex(v['device']))), (3, integer(v['boot'])), (6, text(v['firmware'])), (7, text(v['board'])),
        (8, array([array([integer(number), text(part), integer(frames), quantities(items)])
                   for number, part, frames, items in v['sensors']])),
        (9, array([array([integer(frames), quantities(items)]) for frames, items in v['features']])),
        (10, array([array([integer(key), text(name)] + [text(one) if isinstance(one, str) else integer(one) for one in rest])
                    for key, name, *rest in v['properties']])),
        (11, array([array([integer(code), text(name)]) for code, name in v['commands']]))] + (
            [(12, array([array([text(part), quantities(items)]) for part, items in v['gauges']]))] if 'gauges' in v else []))


def status(v):
    numbers = lambda values: array([integer(n) for n in values])
    fields = start(STATUS) + [
        (2, byte_string(bytes.fromhex(v['device']))), (3, integer(v['boot'])), (6, integer(v['state'])),
        (7, integer(v['reason'])), (8, integer(v['number'])), (9, numbers(v['versions'])),
        (10, byte_string(bytes.fromhex(v['roots']))), (11, integer(v['pair'])), (12, numbers(v['floors'])),
        (13, integer(v['sequence']))]
    fields += [(key, byte_string(bytes.fromhex(v[name]))) for key, name in ((14, 'nonce'), (15, 'image')) if name in v]
    fields += [(key, integer(v[name])) for key, name in ((16, 'component'), (17, 'missing')) if name in v]
    if 'bitmap' in v:
        fields.append((18, byte_string(bytes.fromhex(v['bitmap']))))
    fields += [(key, integer(v[name])) for key, name in ((19, 'credits'), (20, 'flags')) if name in v]
    if 'counters' in v:
        fields.append((21, numbers(v['counters'])))
    if 'repairRoom' in v:
        fields.append((22, integer(v['repairRoom'])))
    return message(fields)


def running_bytes(v):
    """Byte n of a payload is (first + step * n) modulo 256."""
    return bytes((v['first'] + v['step'] * n) % 256 for n in range(v['count']))


def part(v):
    return message(start(PART) + [
        (6, byte_string(bytes.fromhex(v['image']))), (7, integer(v['index'])), (8, integer(v['parts'])),
        (9, byte_string(running_bytes(v)))])


def chunk(v):
    return message(start(CHUNK) + [
        (6, byte_string(bytes.fromhex(v['image']))), (7, integer(v['component'])), (8, integer(v['place'])),
        (9, integer(v['flags'])), (10, integer(v['length'])), (11, byte_string(running_bytes(v)))])


def will(_):
    return text('offline')


U32, U16 = 0xFFFFFFFF, 0xFFFF
KEY = {'device': '00a1b2c3d4e5f607', 'boot': 7, 'sequence': 12345, 'timeMs': 1767225600123}
LONG_KEY = {'device': 'ffffffffffffffff', 'boot': U32, 'sequence': U32, 'timeMs': 0x7FFFFFFFFFFFFFFF}

DEVICE_KEY = '000102030405060708090a0b0c0d0e0f'


def time_mac(key, device, nonce, time_ms):
    covered = b'stethos-time-1' + bytes.fromhex(device) + bytes.fromhex(nonce) + struct.pack('>Q', time_ms)
    return hmac.new(bytes.fromhex(key), covered, hashlib.sha256).hexdigest()[:32]


def configured(number, pairs):
    device = '00a1b2c3d4e5f607'
    body = settings(pairs)
    covered = b'stethos-cfg-1' + bytes.fromhex(device) + struct.pack('>I', number) + body
    mac = hmac.new(bytes.fromhex(DEVICE_KEY), covered, hashlib.sha256).hexdigest()
    return dict(number=number, device=device, deviceKey=DEVICE_KEY, settings=pairs, body=body.hex(), mac=mac)


VECTORS = {
    'features-one-axis': (features, dict(
        KEY, sensor=0, quality=0, clipped=0, lost=0, sampleRateHz=12800, windowLength=8192, shaftMilliHz=29950,
        statistics=[0.75, 3.5, 4.66796875, 3.0625, -0.0625, 6.75, 1.5],
        bands=[100, 104, 110, 118, 121, 119, 125, 130, 128, 131, 140, 138, 126, 117, 109, 90],
        envelope=[96, 20, 8, 4, 72, 50, 41, 12, 7, 5, 9, 3, 0, 6, 2, 1])),
    'features-three-axis-longest': (features, dict(
        LONG_KEY, sensor=23, quality=U16, clipped=U16, lost=U16, sampleRateHz=U16, windowLength=U16,
        shaftMilliHz=U32, statistics=[65504.0, -65504.0, 2.0 ** -24, -(2.0 ** -14), 1.0, 0.0, 1000.5] * 3,
        bands=list(range(208, 256)), envelope=[255] * 16, gravity=[0.0, -1.0, 0.0009765625],
        temperatureCentiCelsius=-32768)),
    'features-plainest': (features, dict(
        device='0000000000000001', boot=1, sequence=1, timeMs=0, sensor=0, quality=12, clipped=0, lost=0,
        sampleRateHz=1, windowLength=1, shaftMilliHz=0, statistics=[0.0] * 7, bands=[0] * 16)),
    'features-gravity-temperature': (features, dict(
        KEY, sensor=1, quality=8, clipped=2, lost=300, sampleRateHz=3200, windowLength=1024, shaftMilliHz=0,
        statistics=[i / 4 for i in range(21)], bands=[i * 5 for i in range(48)], gravity=[0.015625, -0.5, 0.875],
        temperatureCentiCelsius=2375)),
    'gap-notice': (gap, dict(KEY, first=100, last=163, reason=1, gapBoot=7)),
    'gap-notice-longest': (gap, dict(LONG_KEY, first=U32 - 1, last=U32, reason=4, gapBoot=U32)),
    'acknowledgement': (acknowledgement, dict(boot=7, cumulative=12345, timeMs=1767225600456, bitmap=[])),
    'acknowledgement-bitmap': (acknowledgement, dict(boot=7, cumulative=23, timeMs=1767225600456, bitmap=[0x0A, 0x80])),
    'acknowledgement-longest': (acknowledgement, dict(
        boot=U32, cumulative=U32 - 256, timeMs=0x7FFFFFFFFFFFFFFF, bitmap=[0xFE] + [255] * 31, mac='ff' * 16)),
    'acknowledgement-authenticated': (acknowledgement, dict(
        boot=7, cumulative=12345, timeMs=1767225600456, bitmap=[], device='00a1b2c3d4e5f607', deviceKey=DEVICE_KEY,
        nonce='0102030405060708', mac=time_mac(DEVICE_KEY, '00a1b2c3d4e5f607', '0102030405060708', 1767225600456))),
    'acknowledgement-first': (acknowledgement, dict(boot=1, cumulative=0, timeMs=0, bitmap=[])),
    'command-send-burst': (command, dict(id=1767225601, code=1, sensor=2, samples=65536)),
    'command-send-state': (command, dict(id=24, code=2, sensor=0, samples=0)),
    'burst-first-of-two': (burst, dict(
        KEY, sequence=0, sensor=0, burstId=1767225601, chunkIndex=0, chunkCount=2, sampleRateHz=12800,
        shaftMilliHz=29950, scale=0.00152587890625, samples=[(i * 257) % 65536 - 32768 for i in range(512)])),
    'burst-last-of-two': (burst, dict(
        KEY, sequence=0, sensor=0, burstId=1767225601, chunkIndex=1, chunkCount=2, sampleRateHz=12800,
        shaftMilliHz=29950, scale=0.00152587890625, samples=[-32768, -1, 0, 1, 32767])),
    'burst-longest': (burst, dict(
        LONG_KEY, sensor=23, burstId=U32, chunkIndex=127, chunkCount=128, sampleRateHz=U16, shaftMilliHz=U32,
        scale=3.4028234663852886e38, samples=[-1] * 512)),
    'state': (state, dict(
        KEY, firmware='0.1.0', board='virtual-rev-a', name='pump-3', machine='cooling pump 3', outboxDepth=2,
        counters=[12345, 12343, 4, 0, 1, 0, 0, 0, 0, 3, 1536, 11520, 410, 24, 1, 0], orders=[3.0625, 4.9375, 2.0, 0.3828125],
        sensors=[dict(sensor=0, part='adxl1002', axes=1, sampleRateHz=12800, windowLength=8192),
                 dict(sensor=1, part='adxl345', axes=3, sampleRateHz=3200, windowLength=1024)],
        oldest=12344, mode=1, configuration=1767225601, nonce='0102030405060708', error=15)),
    'state-longest': (state, dict(
        LONG_KEY, firmware='f' * 48, board='b' * 48, name='~' * 48, machine=' ' * 48, outboxDepth=0x7FFFFFFF,
        counters=[U32] * 16, orders=[1.5, -2.5, 3.4028234663852886e38, 1.401298464324817e-45],
        sensors=[dict(sensor=23, part='p' * 24, axes=3, sampleRateHz=U16, windowLength=U16)] * 4, oldest=U32,
        mode=U16, configuration=U32, nonce='ff' * 8, error=U16)),
    'state-plainest': (state, dict(
        device='0000000000000001', boot=1, sequence=0, timeMs=0, firmware='', board='', name='', machine='',
        outboxDepth=0, counters=[0] * 16, orders=[0.0] * 4, sensors=[], oldest=1, mode=0, configuration=0, error=0)),
    'health': (health, dict(
        KEY, uptimeSeconds=86400, freeBytes=41200, lowWaterBytes=30500, depth=12, hoursTenths=725, radioDbm=-67,
        temperatureCentiCelsius=3150, batteryMilliVolts=3710, chargePercent=64, crashes=1, longestLoopMs=180,
        featuresMs=95, inferenceMs=31, errors=[14, 3, 20, 1])),
    'health-plainest': (health, dict(
        device='0000000000000001', boot=1, sequence=1, timeMs=0, uptimeSeconds=0, freeBytes=0, lowWaterBytes=0, depth=0,
        hoursTenths=0, crashes=0, longestLoopMs=0, featuresMs=0, errors=[])),
    'health-longest': (health, dict(
        LONG_KEY, uptimeSeconds=U32, freeBytes=U32, lowWaterBytes=U32, depth=0x7FFFFFFF, hoursTenths=U16, radioDbm=-128,
        temperatureCentiCelsius=-32768, batteryMilliVolts=U16, chargePercent=100, crashes=U16, longestLoopMs=0x7FFFFFFF,
        featuresMs=U16, inferenceMs=U16, errors=[U16, U32] * 10)),
    'last-words': (words, dict(
        KEY, endedBoot=6, cause=2, error=18, loop=1, uptimeSeconds=3605, lowWaterBytes=30500, crashes=1)),
    'last-words-plainest': (words, dict(
        device='0000000000000001', boot=1, sequence=1, timeMs=0, endedBoot=0, cause=0, error=0, loop=0, uptimeSeconds=0,
        lowWaterBytes=0, crashes=0)),
    'last-words-longest': (words, dict(
        LONG_KEY, endedBoot=U32, cause=U16, error=U16, loop=U16, uptimeSeconds=U32, lowWaterBytes=U32, crashes=U16)),
    'configuration': (configuration, configured(1767225601, [[1, 'pump-3'], [3, 2000], [8, 60]])),
    'configuration-longest': (configuration, configured(U32, [
        [1, 'n' * 48], [2, 'm' * 48], [3, 3600000], [4, 1000000], [5, 2000], [6, 5000], [7, 3200], [8, 3600], [9, 3600],
        [10, 86400], [11, U16]])),
    'configuration-empty': (configuration, configured(1, [])),
    'configuration-result': (result, dict(KEY, number=1767225601, result=8, setting=3)),
    'configuration-result-longest': (result, dict(LONG_KEY, number=U32, result=U16, setting=U16)),
    'state-will': (will, {}),
    'command-send-crop': (command, dict(id=1767225602, code=10, sensor=2, samples=0)),
    'command-send-crop-kept': (command, dict(id=1767225603, code=10, sensor=2, samples=0, picture=77)),
    'command-send-crop-longest': (command, dict(id=U32, code=10, sensor=23, samples=65536, picture=U32, column=U16, row=U16)),
    'vision-camera': (vision, dict(
        KEY, sensor=2, quality=256, picture=77, width=160, height=120, light=28672,
        blocks=[60 + (7 * i) % 120 for i in range(192)], change=[0, 0, 0, 0, 0x18, 0, 0x18] + [0] * 17,
        edges=[(5 * i) % 256 for i in range(48)], histogram=[16, 0, 3] + [40] * 28 + [255], shift=[-19, 32],
        shiftConfidence=201)),
    'vision-thermal': (vision, dict(
        KEY, sensor=3, quality=0, picture=78, width=32, height=24, light=0,
        blocks=[(i * i) % 256 for i in range(192)], temperatures=[2113, 7150, 2480],
        hotSpots=[[11, 20, 7150, 9], [0, 31, 4005, 1]])),
    'vision-longest': (vision, dict(
        LONG_KEY, sensor=23, quality=U16, picture=U32, width=U16, height=U16, light=65280, blocks=[255] * 192,
        change=[255] * 24, edges=[255] * 48, histogram=[255] * 32, shift=[-32768, 32767], shiftConfidence=255,
        temperatures=[-32768, 32767, -1], hotSpots=[[32767, 32767, 32767, 32767]] * 4)),
    'vision-plainest': (vision, dict(
        device='0000000000000001', boot=1, sequence=1, timeMs=0, sensor=0, quality=212, picture=1, width=16, height=12,
        light=0, blocks=[0] * 192)),
    'crop-first-of-nine': (crop, dict(
        KEY, sequence=0, sensor=2, cropId=0, chunkIndex=0, picture=77, column=32, row=12, size=96, first=0, step=7)),
    'crop-longest': (crop, dict(
        LONG_KEY, sensor=23, cropId=U32, chunkIndex=8, picture=U32, column=U16, row=U16, size=96, first=255, step=1)),
    'crop-last-of-two': (crop, dict(
        KEY, sequence=0, sensor=2, cropId=1767225602, chunkIndex=1, picture=78, column=0, row=88, size=33, first=200, step=3)),
    'description': (description, dict(
        device='00a1b2c3d4e5f607', boot=7, firmware='0.1.0', board='virtual-rev-a',
        sensors=[[0, 'adxl1002', 1, [['acceleration', 1, -50, 50]]], [1, 'mlx90640', 7, [['temperature', 7, -40, 300], ['spots', 0]]]],
        features=[[1, [['rms', 1], ['crest', 0], ['velocity', 2]]], [7, [['light', 0, 0, 255]]]],
        properties=[[1, 'name', 0, 2, 0, 48], [3, 'period', 5, 1, 100, 3600000], [7, 'slowRate', 3, 3, 100, 3200]],
        commands=[[1, 'sendBurst'], [10, 'sendCrop']])),
    'description-gauges': (description, dict(
        device='00a1b2c3d4e5f607', boot=7, firmware='0.1.0', board='virtual-rev-a', sensors=[], features=[], properties=[],
        commands=[], gauges=[['tachometer', [['speed', 4, 0, 100000]]], ['max17048', [['charge', 9, 0, 100]]]])),
    'description-values': (description, dict(
        device='00a1b2c3d4e5f607', boot=7, firmware='0.1.0', board='virtual-rev-a', sensors=[], features=[],
        properties=[[1, 'name', 0, 2, 0, 48, 'Pump 3'], [2, 'machine', 0, 2, 0, 48, ''], [3, 'period', 5, 1, 100, 3600000, 1000],
                    [7, 'slowRate', 3, 3, 100, 3200, 800], [0, 'offset', 0, 1, -5, 5, -2], [9, 'trialTime', 6, 1, 5, 3600]],
        commands=[])),
    'description-plainest': (description, dict(
        device='0000000000000001', boot=1, firmware='', board='', sensors=[], features=[], properties=[], commands=[])),
    'description-longest': (description, dict(
        device='ffffffffffffffff', boot=U32, firmware='f' * 48, board='b' * 48,
        sensors=[[23, 'p' * 24, U16, [['q' * 24, U16, -0x80000000, 0x7FFFFFFF]]]] * 4,
        features=[[U16, [['f' * 24, U16]]]] * 4,
        properties=[[U16, 'p' * 24, U16, U16, -0x80000000, 0x7FFFFFFF]] * 7 + [[0, 'p' * 12, 0, 1, -0x80000000, 0]],
        commands=[[U16, 'c' * 24]] * 4)),
    'update-status': (status, dict(
        device='00a1b2c3d4e5f607', boot=7, state=1, reason=0, number=12, versions=[10203, 400],
        roots=bytes(range(32)).hex(), pair=3, floors=[10000, 300], sequence=41, nonce='0102030405060708',
        image='a1a2a3a4a5a6a7a8', component=1, missing=3, bitmap='0200000080000001', credits=2, flags=1,
        counters=[5, 1, 0, 0, 0, 12], repairRoom=64)),
    'update-status-plainest': (status, dict(
        device='0000000000000001', boot=1, state=0, reason=0, number=1, versions=[0, 0], roots='00' * 32, pair=0,
        floors=[0, 0], sequence=0)),
    'update-status-longest': (status, dict(
        device='ffffffffffffffff', boot=U32, state=U16, reason=U16, number=U32, versions=[U32, U32], roots='ff' * 32, pair=U32,
        floors=[U32, U32], sequence=U32, nonce='ff' * 8, image='ff' * 8, component=U16, missing=1024, bitmap='ff' * 128,
        credits=255, flags=U16, counters=[U32] * 6, repairRoom=1024)),
    'manifest-part': (part, dict(image='a1a2a3a4a5a6a7a8', index=2, parts=3, count=5, first=250, step=3)),
    'manifest-part-longest': (part, dict(image='ff' * 8, index=62, parts=64, count=1024, first=255, step=7)),
    'update-chunk': (chunk, dict(
        image='a1a2a3a4a5a6a7a8', component=2, place=24, flags=0, length=7, count=7, first=0, step=1)),
    'update-command': (order, dict(
        device='00a1b2c3d4e5f607', deviceKey=DEVICE_KEY, site='site', nonce='0102030405060708', ttl=3600, wave=3, attempt=1, action=2,
        digest='00070e151c232a31383f464d545b626970777e858c939aa1a8afb6bdc4cbd2d9', mac='1e927d5264f62acc461cbc11b06ea1f5c5b3eb5446ed54dea8b0f562c3308d49')),
    'update-command-longest': (order, dict(
        device='ffffffffffffffff', deviceKey='ff' * 32, site='s' * 32, nonce='ff' * 8, ttl=604800, wave=U32, attempt=U32, action=255,
        digest='ff' * 32, mac='4c16c9a33748e1bc4d803025cd020a34424c61f0573f21cf1f9108d5ecb61c4b')),
    'freshness': (freshness, dict(
        device='00a1b2c3d4e5f607', deviceKey=DEVICE_KEY, site='site', sequence=41, time=1767225600, expiry=1767232800, mac='5205bbc06122689a667043037f311442424190b37ceb84d63c20d42ec842e469')),
    'freshness-longest': (freshness, dict(
        device='ffffffffffffffff', deviceKey='ff' * 32, site='s' * 32, sequence=U32, time=U32 - 1, expiry=U32, mac='ddc8e7ea3380b99a7f7edc91cf3b4f55d515edc4a0cd9b20bf423f8691da3b98')),
    'update-chunk-packed': (chunk, dict(
        image='a1a2a3a4a5a6a7a8', component=1, place=199, flags=1, length=1024, count=40, first=16, step=5)),
    'update-chunk-longest': (chunk, dict(
        image='ff' * 8, component=U16, place=U32, flags=U16 - 1, length=1024, count=1024, first=1, step=255)),
    'crop-smallest': (crop, dict(
        device='0000000000000001', boot=1, sequence=0, timeMs=0, sensor=0, cropId=0, chunkIndex=0, picture=1, column=0,
        row=0, size=1, first=0, step=0)),
}

# What a model on the node adds to frames; no kind of its own, so these stand in a folder of their own.
VERDICTS = {
    'verdicts/scored': (features, dict(
        VECTORS['features-one-axis'][1], verdict={'model': '0badcafe', 'suppressed': 9, 'outputs': [3, 250, 2, 1]})),
    'verdicts/unscored': (features, dict(
        VECTORS['features-plainest'][1], verdict={'model': 'ffffffff', 'suppressed': 0, 'outputs': []})),
    # Mean acceleration gave way.
    'verdicts/longest': (features, dict(
        {key: value for key, value in VECTORS['features-three-axis-longest'][1].items() if key != 'gravity'},
        verdict={'model': '80000001', 'suppressed': 255, 'outputs': [255, 0, 128, 127]})),
}

KIND_NAMES = {features: 'features', gap: 'gap', acknowledgement: 'acknowledgement', command: 'command',
              burst: 'burst', state: 'state', will: 'will', vision: 'vision', crop: 'crop',
              health: 'health', description: 'description', words: 'last-words', configuration: 'configuration', result: 'configuration-result',
              status: 'update-status', part: 'manifest-part', chunk: 'update-chunk', order: 'update-command', freshness: 'freshness'}


def lines(data):
    digits = data.hex()
    return ''.join(digits[i:i + 64] + '\n' for i in range(0, len(digits), 64))


def compact(values):
    """One field a line, arrays on one line."""
    return '{\n' + ',\n'.join('  %s: %s' % (json.dumps(k), json.dumps(v)) for k, v in values.items()) + '\n}'


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    check = '--check' in sys.argv[1:]
    wrong = 0
    for name, (write, values) in sorted({**VECTORS, **VERDICTS}.items()):
        document = compact(dict({'kind': KIND_NAMES[write]}, **values))
        for suffix, content in (('.hex', lines(write(values))), ('.json', document + '\n')):
            path = os.path.join(folder, name + suffix)
            if check:
                same = os.path.exists(path) and open(path, encoding='ascii').read() == content
                wrong += not same
                if not same:
                    print('differs: ' + path)
            else:
                with open(path, 'w', encoding='ascii') as file:
                    file.write(content)
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
