const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Is the text an object id, as Entra writes them? */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}
