export { prepareDeployment } from "./prepare-deployment";
