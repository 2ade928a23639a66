/** Graph JSON as it comes: the oracle takes nothing from the product's readers. */
export type Raw = { readonly [key: string]: unknown };

export const raw = (value: unknown): Raw => (typeof value === "object" && value !== null ? (value as Raw) : {});
export const list = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value.map(raw) : []);
export const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
export const lower = (value: unknown): string => String(value).toLowerCase();
export const lowers = (value: unknown): readonly string[] => texts(value).map(lower);
/** The words of one of Graph's flag strings, in lower case. */
export const flags = (value: unknown): readonly string[] =>
  String(value ?? "")
    .split(",")
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== "");
export const absent = (value: unknown): boolean => value === undefined || value === null;
export const isGuid = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
