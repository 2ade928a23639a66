/** Takes what stands at a path out. */
export const MISSING: unique symbol = Symbol("missing");

type Json = Record<string, unknown>;

/**
 * A copy of a tenant file in which something else stands at some paths.
 * @param changes by path, such as `users.0.accountEnabled`; what isn't there on the way is made
 */
export function altered(tenant: object, changes: { readonly [path: string]: unknown }): Json {
  const copy = structuredClone(tenant) as Json;
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    let at: Json = copy;
    for (const key of keys) {
      at[key] ??= {};
      at = at[key] as Json;
    }
    if (value === MISSING) delete at[last];
    else at[last] = value;
  }
  return copy;
}

/** The list at that key as a first page, of which the items from `kept` on are elsewhere. */
export const firstPage = (tenant: object, key: string, kept: number): Json => {
  const items = (tenant as Json)[key] as readonly unknown[];
  return { ...tenant, [key]: items.slice(0, kept), [`${key}@odata.nextLink`]: "https://graph.invalid/next" };
};

/** The list at that key as something of which the file says that it could not read all. */
export const notWhollyRead = (tenant: object, key: string, kept: number, role?: string): Json => {
  const items = (tenant as Json)[key] as readonly unknown[];
  return altered(tenant, { [key]: items.slice(0, kept), notRead: [{ key, why: "a page broke off", role }] });
};

/** The tenant with the list at that key not known, in each way in which a list can be: missing, null, or in part. */
export const unknowable = (tenant: object, key: string, kept: number): readonly Json[] => [
  ...[MISSING, null].map((value) => altered(tenant, { [key]: value })),
  ...[firstPage, notWhollyRead].map((inPart) => inPart(tenant, key, kept)),
];
