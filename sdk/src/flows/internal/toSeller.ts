import type { PlazaError } from "../../errors/base.ts";
import { ListingOverError } from "../../errors/flow.ts";
import { isRefusedFor } from "./rehearse.ts";

/** What tells a buyer that somebody was faster says something else to the seller. */
export const toSeller = (error: PlazaError): PlazaError =>
  isRefusedFor(error, ["ListingNotActive"]) ? new ListingOverError({ cause: error }) : error;
