import type { Resource } from "../../../policies/stack/objects/resource";
import { aResource } from "./stacks";

/** Types of the generic Microsoft Graph package. */
export const RESOURCE = "msgraph:index/resource:Resource";
export const UPDATE = "msgraph:index/updateResource:UpdateResource";
export const ACTION = "msgraph:index/resourceAction:ResourceAction";
export const COLLECTION = "msgraph:index/resourceCollection:ResourceCollection";

/** `POST url`. */
export const made = (url: unknown, body: unknown, rest: Partial<Resource> = {}): Resource =>
  aResource(RESOURCE, { url, body }, rest);

/** `PATCH url`. */
export const update = (url: unknown, body: unknown, rest: Partial<Resource> = {}): Resource =>
  aResource(UPDATE, { url, body }, rest);

/** A reference to an object of the directory. */
export const reference = (id: string) => ({ "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });
