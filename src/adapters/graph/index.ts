export type { JsonObject } from "./json";
export { readNamedLocation } from "./named-location";
export { readPolicy } from "./read-policy";
export { type ReadTenant, readTenant } from "./read-tenant";
export type { ReadingContext } from "./reading-context";
export type { ShapeError } from "./shape-error";
