export type { JsonObject } from "./json";
export { readNamedLocation } from "./named-location";
export { readPolicy } from "./read-policy";
export { type ReadTenant, readTenant } from "./read-tenant";
