import { isDeepStrictEqual } from "node:util";
import { parse, stringify } from "yaml";
import { asList, asObject, type JsonObject } from "../../src/law/json/json-object";
import type { Register } from "../../src/law/model/register";
import { readRegister } from "../../src/tenant/register/read-register";
import { counted } from "../../src/text/sentence";

/** What a pack hands out of a register, and what that is in words. */
export interface RegisterContent {
  readonly text: string;
  readonly words: string;
}

/** An entry must say them, and no rule asks what they say: they are for the owner's own reviews. */
const FOR_REVIEWS = ["reason", "owner", "approvedBy"];

const LEFT_OUT = "left out of the pack";

/**
 * What of a register goes into a pack.
 * @param text a register without errors
 * @param withNames whether reasons, owners, approvers and comments go in, too; then it is the register as it is
 */
export function registerContent(text: string, withNames: boolean): RegisterContent {
  const whole = entriesOf(text);
  const count = counted(whole.length, "exclusion");
  if (withNames) return { text, words: `${count}; with reasons, owners and approvers` };
  const reduced = stringify(reducedRegister(parse(text)));
  if (!isDeepStrictEqual(whole.map(decisive), entriesOf(reduced).map(decisive)))
    throw new Error("a mistake of this program: without names the register would say something else; use --with-names");
  return { text: reduced, words: `${count}; by id, without reasons, owners and approvers` };
}

/** The same for a register that stands in the configuration itself. */
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
