const DIGITS = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const GUID = new RegExp(`^${DIGITS}$`, "i");
const GUIDS = new RegExp(`${DIGITS}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])`, "gi");

/** Whether a text has the form of an object id or application id. */
export const isGuid = (text: string): boolean => GUID.test(text);

/** The id in lower case, because Entra ignores the case of ids; `undefined` iff the text isn't a GUID. */
export const objectId = (text: string): string | undefined => (isGuid(text) ? text.toLowerCase() : undefined);

/** Every id in a text, in lower case, with dashes and in the order of the text, with repetitions. */
export const guidsIn = (text: string): readonly string[] =>
  text.match(GUIDS)?.map((id) => id.toLowerCase().replace(/^(.{8})(\w{4})(\w{4})(\w{4})(?=\w)/, "$1-$2-$3-$4-")) ?? [];
