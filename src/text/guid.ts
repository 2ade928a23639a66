const DIGITS = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** The form of a GUID in lower case, as the source of a regular expression: for schemas. */
export const GUID_PATTERN = `^${DIGITS}$`;

const GUID = new RegExp(GUID_PATTERN, "i");
const GUIDS = new RegExp(DIGITS, "gi");

/** Whether a text has the form of an object id or application id. */
export const isGuid = (text: string): boolean => GUID.test(text);

/** The id in lower case, since Entra compares ids without case; `undefined` iff the text hasn't the form of one. */
export const objectId = (text: string): string | undefined => (isGuid(text) ? text.toLowerCase() : undefined);

/** Every id within a text, lower case, in the order of the text; none is left out where it comes again. */
export const guidsIn = (text: string): readonly string[] => text.match(GUIDS)?.map((id) => id.toLowerCase()) ?? [];
