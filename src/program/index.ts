export { type Deployment, prepareDeployment } from "./prepare-deployment";
