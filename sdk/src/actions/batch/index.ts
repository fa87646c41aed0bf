export { type SendBatchParameters, type SendBatchReturnType, sendBatch } from "./sendBatch.ts";
