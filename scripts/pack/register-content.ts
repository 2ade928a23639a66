import { isDeepStrictEqual } from "node:util";
import { parse, stringify } from "yaml";
import { asList, asObject, type JsonObject } from "../../src/law/json/json-object";
import type { Register } from "../../src/law/model/register";
import { readRegister } from "../../src/tenant/register/read-register";
import { counted } from "../../src/text/sentence";

/** The part of a register that goes into a pack, and a description of it. */
export interface RegisterContent {
  readonly text: string;
  readonly words: string;
}

/** The required texts of an entry that no rule reads. They are for the owner's own reviews. */
const FOR_REVIEWS = ["reason", "owner", "approvedBy"];

const LEFT_OUT = "left out of the pack";

/**
 * The part of a register that goes into a pack.
 * @param text a register without errors
 * @param withNames true to include the whole register with reasons, owners, approvers and comments
 */
export function registerContent(text: string, withNames: boolean): RegisterContent {
  const whole = entriesOf(text);
  const count = counted(whole.length, "exclusion");
  if (withNames) return { text, words: `${count}; with reasons, owners and approvers` };
  const reduced = stringify(reducedRegister(parse(text)));
  if (!isDeepStrictEqual(whole.map(decisive), entriesOf(reduced).map(decisive)))
    throw new Error("a bug in this program: without names the register would have another meaning; use --with-names");
  return { text: reduced, words: `${count}; by id, without reasons, owners and approvers` };
}

/** The same for a register inside the configuration. */
export const reducedRegister = (json: unknown): unknown => ({
  exclusions: (asList(asObject(json)?.["exclusions"]) ?? []).map((entry) => ({
    ...asObject(entry),
    ...Object.fromEntries(FOR_REVIEWS.map((field) => [field, LEFT_OUT])),
  })),
});

type Entry = Register["entries"][number];

function entriesOf(text: string): readonly Entry[] {
  const read = readRegister({ file: "register", bytes: Buffer.from(text) });
  return read.ok ? read.value.entries : [];
}

const decisive = ({ principal, kind, reviewBy }: Entry): JsonObject => ({ principal, kind, reviewBy });
