export type { Address, AddressRange } from "./address";
export { type AddressClass, addressClasses } from "./address-classes";
export { formatAddress } from "./format-address";
export { includes } from "./includes";
export { parseAddress } from "./parse-address";
export { parseBounds, parseCidr } from "./parse-range";
