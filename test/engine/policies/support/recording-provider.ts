import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Difference } from "../../../../sandbox/provider/plugin/difference";
import type { Known, ResourceProvider } from "../../../../sandbox/provider/plugin/provider";
import { serve } from "../../../../sandbox/provider/plugin/serve";
import { type Fields, isFields, UNKNOWN, type Value } from "../../../../sandbox/provider/plugin/values";

/** The azuread package as a program in YAML needs it. */
const ids = { groupObjectId: { type: "string" }, memberObjectId: { type: "string" } };
const SCHEMA = {
  name: "azuread",
  version: "6.9.1",
  resources: { "azuread:index/groupMember:GroupMember": { properties: ids, inputProperties: ids } },
};

/** The additional ids by the last part of the type. Other resources refer to them. */
const OTHER_IDS: { readonly [type: string]: string } = {
  Invitation: "userId",
  Application: "clientId",
  DirectoryRole: "templateId",
};

/**
 * A provider for any package. It accepts every resource, makes ids, and appends each change to the file RECORDING_LOG. The
 * content of RECORDING_DRIFT, by logical name, replaces parts of what is read.
 */
class RecordingProvider implements ResourceProvider {
  schema = (): Fields => SCHEMA;
  configure = async (): Promise<void> => undefined;
  check = (_type: string, _name: string, inputs: Fields) => ({ inputs, failures: [] });
  invoke = async (_token: string, args: Fields): Promise<Fields> => args;

  /** Compares like the official plugin, which ignores what the program doesn't mention. */
  diff(_type: string, seen: Fields, wanted: Fields): readonly Difference[] {
    const changed = Object.keys(wanted).filter((key) => !isWithin(wanted[key], seen[key]));
    return changed.map((path) => ({ path, kind: "update", replaces: false }));
  }

  async create(type: string, inputs: Fields, preview: boolean, urn: string): Promise<Known> {
    if (preview) return { id: "", properties: outputsOf(type, inputs, UNKNOWN) };
    record("create", urn);
    const id = randomUUID();
    return { id, properties: outputsOf(type, inputs, id) };
  }

  async read(type: string, id: string, seen: Fields, inputs: Fields = {}, urn = "") {
    return { id, properties: { ...seen, ...idsOf(type, lastSegment(id)), ...driftOf(urn) }, inputs };
  }

  async update(type: string, id: string, _seen: Fields, wanted: Fields, preview: boolean, urn: string) {
    if (!preview) record("update", urn);
    return outputsOf(type, wanted, lastSegment(id));
  }

  async remove(_type: string, _id: string, _seen: Fields, urn: string): Promise<void> {
    record("delete", urn);
  }
}

function record(what: string, urn: string): void {
  const file = process.env["RECORDING_LOG"];
  if (file !== undefined) appendFileSync(file, `${what} ${urn}\n`);
}

function driftOf(urn: string): Fields {
  const file = process.env["RECORDING_DRIFT"];
  if (file === undefined || !existsSync(file)) return {};
  return JSON.parse(readFileSync(file, "utf8"))[urn.slice(urn.lastIndexOf("::") + 2)] ?? {};
}

function outputsOf(type: string, inputs: Fields, id: string): Fields {
  const other = OTHER_IDS[type.split(":").at(-1) ?? ""];
  return { ...(other === undefined ? {} : { [other]: id }), ...inputs, ...idsOf(type, id) };
}

/** The generic Graph package knows no `objectId`. */
const idsOf = (type: string, id: string): Fields => (type.startsWith("msgraph:") ? { id } : { objectId: id });

const lastSegment = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

function isWithin(wanted: Value | undefined, seen: Value | undefined): boolean {
  if (!isFields(wanted) || !isFields(seen)) return JSON.stringify(wanted) === JSON.stringify(seen);
  return Object.entries(wanted).every(([key, value]) => isWithin(value, seen[key]));
}

serve(new RecordingProvider());
