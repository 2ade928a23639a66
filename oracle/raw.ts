/** Graph JSON as it comes: the oracle takes nothing from the product's readers. */
export type Raw = { readonly [key: string]: unknown };

export const isRaw = (value: unknown): value is Raw =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const raw = (value: unknown): Raw => (isRaw(value) ? value : {});
export const list = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value.map(raw) : []);
export const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
export const lower = (value: unknown): string => String(value).toLowerCase();
export const lowers = (value: unknown): readonly string[] => texts(value).map(lower);
/** The words of one of Graph's flag strings, or of a list of such, in lower case. */
export const flags = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? texts(value) : typeof value === "string" ? [value] : [])
    .flatMap((text) => text.split(","))
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== "");
export const absent = (value: unknown): boolean => value === undefined || value === null;
export const isGuid = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

/** Is it neither missing nor a list of texts? */
export const isOddList = (value: unknown): boolean =>
  !absent(value) && !(Array.isArray(value) && value.every((one) => typeof one === "string"));
/** Is it neither missing nor flags, as one text or as a list of texts? */
export const areOddFlags = (value: unknown): boolean => typeof value !== "string" && isOddList(value);

/** A key that is about the transport: `@odata.type`, `members@odata.context`, `#microsoft.graph.restore`. */
export const isAboutTransport = (key: string): boolean => /^[@#]|.@(odata|microsoft)\./.test(key);

/** Nothing, however it is written: null, no text, an empty list, an object of nothing but such. */
export function saysNothing(value: unknown): boolean {
  if (absent(value) || value === "" || (Array.isArray(value) && value.length === 0)) return true;
  return isRaw(value) && Object.entries(value).every(([key, one]) => isAboutTransport(key) || saysNothing(one));
}

/** JSON in one spelling. */
export function said(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(said).join()}]`;
  if (typeof value !== "object" || value === null) return String(JSON.stringify(value));
  const entries = Object.entries(value).filter(([key, one]) => !absent(one) && !isAboutTransport(key));
  return `{${entries
    .map(([key, one]) => `${key}=${said(one)}`)
    .sort()
    .join()}}`;
}
