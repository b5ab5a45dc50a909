"""Reads events of standard input (an array of classes, then a JSON object a line) with libraries of others.

    ocsf_models.py COMPILED_SCHEMA

ocsf-lib reads the schema that OCSF's compiler made; every event is held to its model: class, attributes, what they
need, types, values and constraints. py-ocsf-models (pydantic) reads what it has models of: findings, and objects
within events of any class. Prints `ok - ...` or `FAIL - ...` a line.
"""

import importlib
import inspect
import json
import pkgutil
import sys
from collections import Counter, defaultdict

import py_ocsf_models.objects
from ocsf.schema import from_json
from py_ocsf_models.events.findings.detection_finding import DetectionFinding
from pydantic import BaseModel, ValidationError

def schema_of(path):
    with open(path) as file:
        compiled = json.load(file)
    # The server's export, which ocsf-lib reads, has the types where the compiler has a dictionary.
    return from_json(
        json.dumps(
            {
                "version": compiled["version"],
                "classes": {name: clean(one) for name, one in compiled["classes"].items()},
                "objects": {name: clean(one) for name, one in compiled["objects"].items()},
                "types": compiled["dictionary"]["types"]["attributes"],
            }
        )
    )


def clean(one):
    """Without `null` for what is not there, and with an attribute's profiles where ocsf-lib looks for them."""
    kept = {name: value for name, value in one.items() if value is not None}
    kept["attributes"] = {
        name: {"profile": attribute["profiles"], **attribute} if attribute.get("profiles") else attribute
        for name, attribute in one.get("attributes", {}).items()
    }
    return kept


class Reader:
    def __init__(self, schema):
        self.schema = schema
        self.classes = {one.uid: one for one in schema.classes.values() if one.uid is not None}
        self.objects = defaultdict(list)

    def event(self, event):
        of = self.classes.get(event["class_uid"])
        if of is None:
            raise ValueError(f"no class {event['class_uid']}")
        profiles = set(event["metadata"].get("profiles", []))
        self.of_type(of, event, of.name, profiles)
        activity = of.attributes["activity_id"].enum
        if str(event["activity_id"]) not in activity:
            raise ValueError(f"no activity {event['activity_id']}")
        if event["type_uid"] != of.uid * 100 + event["activity_id"]:
            raise ValueError(f"type_uid {event['type_uid']}")

    def of_type(self, of, value, where, profiles):
        for name, one in value.items():
            if name not in of.attributes:
                raise ValueError(f"{where} has no {name}")
            attribute = of.attributes[name]
            if attribute.is_array:
                if not isinstance(one, list):
                    raise ValueError(f"{where}.{name} is no list")
                for item in one:
                    self.attribute(attribute, item, f"{where}.{name}", profiles)
            else:
                self.attribute(attribute, one, f"{where}.{name}", profiles)
        for name, attribute in of.attributes.items():
            if attribute.requirement != "required" or name in value:
                continue
            own = attribute.profile
            own = [own] if isinstance(own, str) else own or []
            if not own or profiles & set(own):
                raise ValueError(f"{where} needs {name}")
        constraints = of.constraints or {}
        for name in [constraints.get("at_least_one"), constraints.get("just_one")]:
            if name and not any(one in value for one in name):
                raise ValueError(f"{where} needs one of {name}")
        just = constraints.get("just_one")
        if just and sum(one in value for one in just) != 1:
            raise ValueError(f"{where} may have one of {just}")

    def attribute(self, attribute, value, where, profiles):
        if attribute.enum and str(value) not in attribute.enum:
            raise ValueError(f"{where}: {value!r} is none of its values")
        if attribute.is_object():
            if not isinstance(value, dict):
                raise ValueError(f"{where} is no object")
            of = self.schema.objects[attribute.type]
            if of.attributes:
                self.objects[attribute.type].append(value)
                self.of_type(of, value, where, profiles)
            return
        self.primitive(attribute.type, value, where)

    def primitive(self, name, value, where):
        kind = self.schema.types.get(name)
        if kind is not None and kind.type is not None:
            if kind.max_len is not None and isinstance(value, str) and len(value) > kind.max_len:
                raise ValueError(f"{where} is longer than {kind.max_len}")
            if kind.range is not None and not kind.range[0] <= value <= kind.range[1]:
                raise ValueError(f"{where}: {value!r} is not in {kind.range}")
            self.primitive(kind.type, value, where)
            return
        right = {
            "string_t": lambda: isinstance(value, str),
            "integer_t": lambda: isinstance(value, int) and not isinstance(value, bool),
            "long_t": lambda: isinstance(value, int) and not isinstance(value, bool),
            "float_t": lambda: isinstance(value, (int, float)) and not isinstance(value, bool),
            "boolean_t": lambda: isinstance(value, bool),
            "json_t": lambda: True,
        }[name]
        if not right():
            raise ValueError(f"{where}: {value!r} is no {name}")


def models():
    """py-ocsf-models' objects by OCSF's names."""
    found = {}
    for module in pkgutil.iter_modules(py_ocsf_models.objects.__path__):
        loaded = importlib.import_module(f"py_ocsf_models.objects.{module.name}")
        for _, one in inspect.getmembers(loaded, inspect.isclass):
            if issubclass(one, BaseModel) and one is not BaseModel and one.__module__ == loaded.__name__:
                found["".join(f"_{c.lower()}" if c.isupper() else c for c in one.__name__).strip("_")] = one
    names = {"a_p_i": "api", "d_n_s_query": "dns_query"}
    return {names.get(name, name): one for name, one in found.items()}


def explained(schema, of, error):
    """Why a library that knows an older OCSF refuses what 1.8 allows, by the schema; None: it does not allow it."""
    attribute = None
    for part in error["loc"]:
        if isinstance(part, int):
            continue
        attribute = of.attributes.get(part)
        if attribute is None:
            return None
        of = schema.objects.get(attribute.type)
    if error["type"] == "missing" and attribute.requirement != "required":
        return f"OCSF 1.8: {attribute.requirement}"
    if error["type"] == "enum" and str(error["input"]) in (attribute.enum or {}):
        return "OCSF 1.8 has more values"
    if attribute.type == "json_t":
        return "OCSF 1.8: any JSON"
    return None


def read(schema, model, values, of):
    """How many are read as they are; what is refused otherwise, and what of that OCSF 1.8 explains."""
    fine, unknown, known = 0, Counter(), Counter()
    for value in values:
        try:
            model.model_validate(value)
            fine += 1
        except ValidationError as error:
            for one in error.errors():
                field = ".".join(str(part) for part in one["loc"] if not isinstance(part, int))
                why = explained(schema, of, one)
                if why is None:
                    unknown[f"{of.name}.{field}: {one['msg']}"] += 1
                else:
                    known[f"{of.name}.{field}: {one['msg']} ({why})"] += 1
    return fine, unknown, known


def say(good, what):
    print(f"{'ok' if good else 'FAIL'} - {what}")
    return good


def main():
    schema = schema_of(sys.argv[1])
    reader = Reader(schema)
    declared = json.loads(sys.stdin.readline())
    events = [json.loads(line) for line in sys.stdin]
    passed = failed = 0

    def count(good):
        nonlocal passed, failed
        passed, failed = passed + good, failed + (not good)

    by_class = defaultdict(list)
    for event in events:
        by_class[event["class_uid"]].append(event)
    for uid, some in sorted(by_class.items()):
        wrong = Counter()
        for event in some:
            try:
                reader.event(event)
            except ValueError as error:
                wrong[f"{event['metadata']['log_format']}: {error}"] += 1
        caption = reader.classes[uid].caption if uid in reader.classes else "?"
        told = "" if not wrong else f": {wrong.most_common(5)}"
        count(say(not wrong, f"ocsf-lib: {len(some)} events of {caption} ({uid}){told}"))

    # Another's check refuses what is wrong.
    spoilt = json.loads(json.dumps(events[0]))
    for change in ({"severity_id": 42}, {"nonsense": 1}, {"time": "now"}):
        try:
            reader.event({**spoilt, **change})
            count(say(False, f"ocsf-lib: {change} is refused"))
        except ValueError:
            count(say(True, f"ocsf-lib: {change} is refused"))

    every = Counter()
    all_models = models()
    asked = [("Detection Finding", DetectionFinding, by_class.get(2004, []), reader.classes[2004])]
    for name, model in sorted(all_models.items()):
        if reader.objects.get(name):
            asked.append((name, model, reader.objects[name], schema.objects[name]))
    for name, model, values, of in asked:
        fine, unknown, known = read(schema, model, values, of)
        every += known
        told = f": {dict(unknown)}" if unknown else f", the others but for {len(known)} fields below" if known else ""
        count(say(not unknown, f"py-ocsf-models: {name}, {fine} of {len(values)} read{told}"))
    for what, times in sorted(every.items()):
        print(f"explained - {what}, {times} times")
    unmodelled = sorted(set(reader.objects) - set(all_models))
    print(
        f"coverage - ocsf-lib: {len(by_class)} of {len(by_class)} classes that are emitted; py-ocsf-models: 1 of them "
        f"(2004), and {len(set(reader.objects) & set(all_models))} of {len(reader.objects)} kinds of object; not: {', '.join(unmodelled)}"
    )
    unseen = sorted(set(declared) - set(by_class))
    count(say(not unseen, f"all {len(declared)} classes that formats name are among the {len(events)} events {unseen or ''}"))
    print(f"{passed} passed, {failed} failed")
    return failed


sys.exit(min(main(), 1))
