import { mappingOf, problemsOf } from './support';

const right = {
  name: 'shop',
  title: 'Shop',
  read: 'json',
  when: [{ from: 'app', is: 'shop' }],
  class: 'Entity Management',
  activity: 'Create',
  attributes: { 'entity.name': { from: 'name' } },
};
const patterned = {
  ...right,
  read: 'pattern',
  pattern: '{a} x {b}',
  when: [{ from: 'a' }],
  attributes: { 'entity.name': { from: 'b' } },
};
const AT = 'formats/0/';

const TIMES =
  "one of iso8601, epoch-s, epoch-ms, epoch-us, epoch-ns, clf, bsd, or a layout such as 'YYYY-MM-DD HH:mm:ss'";

/** What is told of one format, changed. */
const told = (change: object, from: object = right) => problemsOf(mappingOf({ ...from, ...change }));
const attribute = (name: string, spec: unknown) =>
  told({ attributes: { ...right.attributes, [name]: spec } });

it('what is right has no problems', () => {
  expect(told({})).toEqual([]);
  expect(told({}, patterned)).toEqual([]);
});

it.each<[unknown, string]>([
  [undefined, ': is missing'],
  ['text', ': got "text"; allowed is a mapping, beginning with wormtrail: mapping/v1'],
  [
    { wormtrail: 'mapping/v2', formats: [right] },
    'wormtrail: got "mapping/v2"; allowed is the version of this form, mapping/v1',
  ],
  [{ wormtrail: 'mapping/v1' }, 'formats: is missing'],
  [{ wormtrail: 'mapping/v1', formats: [] }, 'formats: got []; allowed is a list of formats'],
  [{ wormtrail: 'mapping/v1', formats: [3] }, 'formats/0: got 3; allowed is a format: name, title, read, …'],
  [
    { wormtrail: 'mapping/v1', formats: [right], more: 1 },
    'more: there is no such key; known are wormtrail, formats',
  ],
  [mappingOf(right, right), 'formats/1/name: shop is the name of another format here'],
])('%j', (mapping, text) => {
  expect(problemsOf(mapping)).toContain(text);
});

it.each<[object, string]>([
  [{ name: 'cloudtrail' }, 'name: cloudtrail is a format of Wormtrail itself: wormtrail formats cloudtrail'],
  [{ name: 'text' }, 'name: text is a format of Wormtrail itself: wormtrail formats text'],
  [
    { name: 'Shop' },
    'name: got "Shop"; allowed is lower-case letters, digits and hyphens, such as shop-audit',
  ],
  [{ title: undefined }, 'title: is missing'],
  [{ read: 'xml' }, 'read: got "xml"; allowed is one of json, csv, pattern'],
  [{ columns: ['a'] }, "columns: is for 'read: csv'"],
  [
    { colour: 1 },
    'colour: there is no such key; known are name, title, read, columns, delimiter, pattern, when, class, activity, attributes, sample',
  ],
  [{ when: undefined }, 'when: is missing'],
  [
    { when: [] },
    "when: got []; allowed is a list of what tells the format's events: - { from: app, is: shop }",
  ],
  [{ when: [{ from: 'a', is: 1, in: [2] }] }, "when/0: allowed is one of 'is', 'in' and 'as'"],
  [{ when: [{ from: 'a', is: {} }] }, 'when/0/is: got {}; allowed is a text, a number, true or false'],
  [
    { when: [{ from: 'a', as: 'date' }] },
    `when/0/as: got "date"; allowed is integer, number, boolean, ip, or ${TIMES}`,
  ],
  [{ class: 'API Activty' }, 'class: got "API Activty", which is no OCSF class; there are API Activity'],
  [{ class: 1 }, "class: got 1; allowed is an OCSF class, such as 'API Activity' or 6003"],
  [
    { class: '__proto__' },
    'class: got "__proto__", which is no OCSF class; https://schema.ocsf.io/1.8.0/classes lists them',
  ],
  [{ activity: undefined }, 'activity: is missing'],
  [
    { activity: 77 },
    'activity: got 77; allowed is an activity of class 3004, by its name or one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 99',
  ],
  [
    { activity: { from: 'x', map: { GET: 'Get' } } },
    'activity/map/GET: got "Get"; the activities of Entity Management are Unknown, Create, Read, Update, Delete, Move, Enroll, Unenroll, Enable, Disable, Activate, Deactivate, Suspend, Resume, Other',
  ],
  [{ activity: { from: 'x' } }, 'activity/map: is missing'],
  [{ attributes: undefined }, 'attributes: is missing'],
  [{ attributes: { message: { from: 'x' } } }, 'attributes: OCSF demands of the class also entity'],
  [
    { sample: '{"app":"till"}' },
    "sample: is not taken: look at 'when', at the form of it, and whether all is in it that the class demands",
  ],
])('a format with %j', (change, text) => {
  expect(told(change)).toContain(`${AT}${text}`);
});

it.each<[object, string]>([
  [{ pattern: undefined }, 'pattern: is missing'],
  [{ pattern: 'x' }, 'pattern: it has no {field}'],
  [{ pattern: '{a}{b}' }, 'pattern: {a} and {b} have no text between them: where one ends cannot be known'],
  [{ pattern: '{a} {a}' }, 'pattern: {a} stands twice'],
  [{ pattern: '{a} }' }, 'pattern: a } without its {; the brace itself is written }}'],
  [
    { pattern: '{a b} {c}' },
    'pattern: a field is written {name} or {name:15}, a brace itself {{; see from "{a b} {c}"',
  ],
  [{ pattern: '{a}\n{b}' }, 'pattern: it has a line break; an event is one line'],
  [{ pattern: '{a} {b}', when: undefined }, 'when: is missing'],
  [
    { attributes: { 'entity.name': { from: 'c' } } },
    'attributes/entity.name/from: got "c"; allowed is one of a, b',
  ],
  [{ read: 'csv', pattern: undefined }, 'columns: is missing'],
  [{ read: 'csv', pattern: undefined, columns: ['a', 'b', 'a'] }, 'columns/2: stands twice: also at [0]'],
  [
    { read: 'csv', pattern: undefined, columns: ['a', 'b'], delimiter: '"' },
    'delimiter: got "\\""; allowed is one character, no quote, digit, letter or line break',
  ],
])('a format of lines with %j', (change, text) => {
  expect(told(change, patterned)).toContain(`${AT}${text}`);
});

it.each<[string, unknown, string]>([
  [
    'entity.nam',
    { from: 'x' },
    'there is no attribute nam; entity has name, data, device, email, group, location, org, policy, type, type_id, uid, user, version',
  ],
  ['colour', { from: 'x' }, 'there is no attribute colour; class 3004 has comment'],
  ['__proto__x', { from: 'x' }, 'there is no attribute __proto__x; class 3004 has '],
  ['entity', { from: 'x' }, 'entity is an object: map its attributes, data'],
  ['entity.name.x', { from: 'x' }, 'entity.name is no object'],
  ['entity[0].name', { from: 'x' }, 'entity is no list'],
  ['resources.uid', { from: 'x' }, 'there is no attribute resources'],
  ['observables.name', { from: 'x' }, 'observables is a list of objects: say which one, observables[0].…'],
  ['observables[0]', { from: 'x' }, 'observables[0] is an object: map its attributes, '],
  ['observables[20].name', { from: 'x' }, "an item's number is at most 19"],
  ['metadata.labels[0]', { from: 'x' }, 'metadata.labels is a list that one field fills'],
  ['a..b', { from: 'x' }, "the name is none; it is written such as 'actor.user.name'"],
  ['class_uid', { value: 1 }, 'Wormtrail says this itself'],
  ['metadata.uid', { from: 'x' }, 'Wormtrail says this itself'],
  ['activity_id', { value: 1 }, "this is said by 'activity'"],
  ['comment', 'x', 'got "x"; allowed is { from: a field } or { value: a constant }'],
  ['comment', {}, '/from: is missing'],
  [
    'comment',
    { from: 'x', too: 1 },
    '/too: there is no such key; known are from, as, map, split, default, value',
  ],
  ['comment', { from: 'x', value: 'y' }, "beside 'value' there is nothing else"],
  ['comment', { value: 3 }, '/value: got 3; allowed is a text'],
  [
    'comment',
    { from: 'a..b' },
    '/from: got "a..b"; allowed is a field\'s path, such as user.name, items[0].id or ["a.b"]',
  ],
  ['comment', { from: 'x', as: 'iso8601' }, '/as: is for times; comment is a text, and read so'],
  ['comment', { from: 'x', split: ',' }, '/split: comment is no list'],
  ['time', { from: 'x' }, '/as: is missing'],
  ['time', { from: 'x', as: 'yyyy-mm-dd' }, `/as: got "yyyy-mm-dd"; allowed is ${TIMES}`],
  ['time', { from: 'x', as: 'iso8601', map: { a: 1 } }, '/map: is not for times'],
  ['status_id', { from: 'x', map: { ok: 7 } }, '/map/ok: got 7; allowed is one of 0, 1, 2, 99'],
  [
    'status_id',
    { from: 'x', map: { '': 1 } },
    '/map/: "" stands for no value: that is what \'default\' is for',
  ],
  ['status_id', { from: 'x', default: 'ok' }, '/default: got "ok"; allowed is one of 0, 1, 2, 99'],
  ['metadata.labels', { value: 'x' }, '/value: got "x"; allowed is a list, each a text'],
  ['metadata.product.vendor_name', { value: 'x' }, 'OCSF demands of product also one of name, uid'],
  ['observables[0].name', { from: 'x' }, 'OCSF demands of observables also type_id'],
])('the attribute %s with %j', (name, spec, text) => {
  const place = `${AT}attributes/${name}${text.startsWith('/') ? '' : ': '}${text}`;
  expect(attribute(name, spec).join('\n')).toContain(place);
});

it('all problems are told at once', () => {
  expect(told({ name: 'X', read: 'json', attributes: { a: { from: 'b' }, c: { value: 1 } } })).toHaveLength(
    3,
  );
});

it('whatever it is given, it gives problems or formats and never throws', () => {
  const odd = [null, 1, [], [[]], {}, { from: {} }, { __proto__: null }, 'x'.repeat(10_000), Number.NaN];
  for (const value of odd) {
    for (const key of Object.keys(patterned))
      expect(told({ [key]: value }, patterned).length).toBeGreaterThanOrEqual(0);
    for (const name of ['comment', 'time', 'status_id', 'entity.name', 'metadata.labels']) {
      for (const key of ['from', 'as', 'map', 'split', 'default', 'value'])
        attribute(name, { from: 'x', [key]: value });
    }
  }
});
