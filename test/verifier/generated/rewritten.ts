import fc from "fast-check";
import { type Raw, raw } from "../../../oracle/raw";

type Rewrite = (conditions: Record<string, Raw>) => Record<string, unknown>;

/** The tenant with the conditions of each of its policies rewritten. */
export const withConditions = (json: unknown, rewrite: Rewrite): Raw => {
  const tenant = raw(json);
  const policies = (tenant["policies"] as readonly Raw[]).map((policy) => ({
    ...policy,
    conditions: { ...raw(policy["conditions"]), ...rewrite(raw(policy["conditions"]) as Record<string, Raw>) },
  }));
  return { ...tenant, policies };
};

/** The tenant with every list in another order. */
export const shuffled = (json: unknown): fc.Arbitrary<unknown> => {
  if (Array.isArray(json))
    return fc
      .tuple(...json.map(shuffled))
      .chain((items) => fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length }));
  if (typeof json !== "object" || json === null) return fc.constant(json);
  const entries = Object.entries(json).map(([key, value]) => shuffled(value).map((other) => [key, other] as const));
  return fc.tuple(...entries).map(Object.fromEntries);
};

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** The tenant with each id's letters in the other case, here and there. */
export const recased = (json: unknown): fc.Arbitrary<unknown> =>
  fc.infiniteStream(fc.boolean()).map((flips) => {
    const flip = (id: string) => (flips.next().value ? id.toUpperCase() : id.toLowerCase());
    return JSON.parse(JSON.stringify(json).replace(ID, flip));
  });
