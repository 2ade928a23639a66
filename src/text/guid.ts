const OBJECT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @returns the id in lower case (Entra compares ids without case), or `undefined` when the text is no object id */
export function objectId(text: string): string | undefined {
  return OBJECT_ID.test(text) ? text.toLowerCase() : undefined;
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text has the form of an object id or application id. */
export const isGuid = (text: string): boolean => GUID.test(text);
