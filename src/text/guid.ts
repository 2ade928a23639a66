const OBJECT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id in lower case, since Entra compares ids without case; `undefined` iff the text hasn't the form of one. */
export function objectId(text: string): string | undefined {
  return OBJECT_ID.test(text) ? text.toLowerCase() : undefined;
}

/** Whether a text has the form of an object id or application id. */
export const isGuid = (text: string): boolean => OBJECT_ID.test(text);
