import { asObject, isEmpty, type JsonObject } from "../../law/json/json-object";
import { isExplicitAll } from "./comparable";
import type { Difference } from "./differences";
import { graphPath, valueAt } from "./property-path";

/** A change that the preview shows and that changes nothing, with the reason. */
export type Noise = { readonly field: string; readonly why: string };

/**
 * Explains the fields that a preview would change although the tenant has there what the code says. What isn't explained
 * is in `unexplained`: then the two readings contradict each other.
 * @param shown fields in the plugin's words
 */
export function explainNoise(
  shown: readonly string[],
  tenant: JsonObject,
  code: JsonObject,
  differences: readonly Difference[],
): { readonly noise: readonly Noise[]; readonly unexplained: readonly string[] } {
  const fields = [...new Set(shown.map(graphPath))].filter(
    (field) => !differences.some(({ path }) => overlap(path, field)),
  );
  const explained = fields.map((field) => ({
    field,
    why: reasonFor(field, valueAt(tenant, field), valueAt(code, field)),
  }));
  return {
    noise: explained.flatMap(({ field, why }) => (why === undefined ? [] : [{ field, why }])),
    unexplained: explained.flatMap(({ field, why }) => (why === undefined ? [field] : [])),
  };
}

const overlap = (path: string, field: string): boolean =>
  path === field || path.startsWith(`${field}.`) || field.startsWith(`${path}.`);

function reasonFor(field: string, tenant: unknown, code: unknown): string | undefined {
  const key = field.slice(field.lastIndexOf(".") + 1);
  if (field === "grantControls.operator") return "with a single control AND and OR are the same";
  if (isEmpty(code) && isExplicitAll(key, tenant)) return `an explicit "all ${key}" is the same as none`;
  if (isEmpty(code) && isEmpty(tenant)) return "an empty value is the same as none";
  if (Array.isArray(tenant) && Array.isArray(code)) return reasonForLists(tenant, code);
  return asObject(tenant) !== undefined || asObject(code) !== undefined
    ? "written in another way, with the same effect"
    : undefined;
}

function reasonForLists(tenant: readonly unknown[], code: readonly unknown[]): string | undefined {
  if (JSON.stringify(tenant) === JSON.stringify(code)) return undefined;
  const [one, other] = [tenant.map(String), code.map(String)];
  if (one.toSorted().join() === other.toSorted().join()) return "the same values in another order";
  return "the same values, written in another letter case or twice";
}
