export { toGraphGroup, toGraphUser } from "./directory";
export { toGraphNamedLocation } from "./named-location";
export { toGraphPolicy } from "./policy";
export { toGraphStrength } from "./strength";
