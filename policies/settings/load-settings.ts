import { isAbsolute, join } from "node:path";
import { asList, asText, isObject } from "../../src/law/json/json-object";
import { comparableId } from "../../src/law/model/ids";
import { bytesAt, contentAt } from "../../src/tenant/file/file-problem";
import { readRegister } from "../../src/tenant/register/read-register";
import { type IsoDate, isoDate, utcDay } from "../../src/text/iso-date";
import { parsedJson } from "../../src/text/json-text";
import { quoted } from "../../src/text/printable";
import { renderFinding } from "../../src/words/finding";
import { type Configuration, type KeyName, valueIn } from "./configuration";
import { PROTECTED_KINDS, type ProtectedObjects, type Settings } from "./settings";
import { NO_SNAPSHOT, readSnapshot, type Snapshot } from "./snapshot";

/** The folder for relative paths, and the clock. */
export interface Environment {
  readonly folder: string;
  readonly today: () => Date;
}

/** Loads the settings of a stack, each once. @throws Error if the snapshot or the register can't be read */
export function settingsLoader(
  configuration: Configuration,
  environment: Environment,
): (stack: string | undefined) => Settings {
  const loaded = new Map<string, Settings>();
  return (stack = "") => {
    const settings = loaded.get(stack) ?? loadSettings(configuration, stack, environment);
    loaded.set(stack, settings);
    return settings;
  };
}

function loadSettings(configuration: Configuration, stack: string, { folder, today }: Environment): Settings {
  const value = (name: KeyName): unknown => valueIn(configuration, name);
  const baseline = value("baseline") === "in-stack" ? "in-stack" : "elsewhere";
  const register = loadRegister(value("register"), stack, folder);
  const tenant = loadSnapshot(value("tenant"), stack, folder);
  if (baseline === "elsewhere" && tenant !== NO_SNAPSHOT && tenant.tenant.policies.length === 0)
    throw noSnapshot(NO_POLICY);
  const tenantId = asText(value("tenantId"))?.toLowerCase();
  if (tenantId !== undefined && (tenant.tenantId ?? tenantId) !== tenantId)
    throw noSnapshot(`the snapshot is of the tenant ${tenant.tenantId}, but no-mfa-bypass.tenantId is ${tenantId}`);
  return {
    baseline,
    carriers: texts(value("carriers")),
    tenantId,
    register,
    today: dayFor(value("asOf"), stack) ?? utcDay(today()),
    reportOnlyUntil: day(value("reportOnlyUntil")),
    protected: protectedObjects(value("protected")),
    tenant,
  };
}

/** Whether the settings name nothing to protect: the pack would pass everything. */
export const protectsNothing = ({ baseline, protected: objects, tenant }: Settings): boolean =>
  baseline === "elsewhere" && tenant === NO_SNAPSHOT && Object.values(objects).every((ids) => ids.size === 0);

/** What to do about settings that protect nothing. */
export const NOTHING_PROTECTED =
  "the configuration names nothing to protect, so nothing was decided. List the objects that the guarantee rests on (protected-baseline.protected), or name a snapshot of the tenant (tenant-stays-closed.tenant; `azmfa snapshot` writes one); if this stack itself has the policies, set no-mfa-bypass.baseline to in-stack";

const NO_POLICY = "the snapshot has no Conditional Access policy, so the pack can't compare anything with it";

function loadRegister(from: unknown, stack: string, folder: string): Settings["register"] {
  if (from === undefined) return { file: "", entries: [] };
  const source =
    typeof from === "string"
      ? { file: withStack(from, stack), bytes: bytesAt(pathOf(from, stack, folder)) }
      : { file: "approved-exclusions.register", bytes: Buffer.from(JSON.stringify(from, null, 2)) };
  const read = readRegister(source);
  if (read.ok) return read.value;
  throw new Error(
    ["approved-exclusions.register: the register can't be read:", ...read.errors.map(renderFinding)].join("\n"),
  );
}

function loadSnapshot(from: unknown, stack: string, folder: string): Snapshot {
  if (from === undefined) return NO_SNAPSHOT;
  return readSnapshot(typeof from === "string" ? jsonIn(pathOf(from, stack, folder)) : from);
}

function jsonIn(path: string): unknown {
  const read = contentAt(path);
  const json = "why" in read ? undefined : parsedJson(new TextDecoder().decode(read));
  if (json !== undefined) return json;
  throw noSnapshot(`the snapshot ${quoted(path)} can't be used: ${"why" in read ? read.why : "it isn't JSON"}`);
}

const noSnapshot = (problem: string): Error =>
  new Error(`tenant-stays-closed.tenant: ${problem}. Write it again with \`azmfa snapshot\`, or leave it out`);

const withStack = (path: string, stack: string): string => path.replaceAll("{stack}", stack);

/** The path that a setting names for a stack. */
export function pathOf(path: string, stack: string, folder: string): string {
  const named = withStack(path, stack);
  return isAbsolute(named) ? named : join(folder, named);
}

function protectedObjects(value: unknown): ProtectedObjects {
  const lists = isObject(value) ? value : {};
  return Object.fromEntries(
    PROTECTED_KINDS.map((kind) => [kind, new Set(texts(lists[kind]).map(comparableId))]),
  ) as unknown as ProtectedObjects;
}

const dayFor = (value: unknown, stack: string): IsoDate | undefined => day(isObject(value) ? value[stack] : value);
const day = (value: unknown): IsoDate | undefined => (typeof value === "string" ? isoDate(value) : undefined);
const texts = (value: unknown): readonly string[] => asList(value)?.filter((item) => typeof item === "string") ?? [];
