import type { Account, Hex } from "viem";
import { type SignTypedDataParameters, signTypedData } from "viem/actions";
import { getAction } from "viem/utils";
import type { OrdersMessages, OrdersTypedData } from "../../orders/typedData.ts";
import type { PlazaType, PlazaTypedData } from "../../rules/typedData.ts";
import { explained } from "./explained.ts";
import type { PlazaClient } from "./types.ts";

/** Typed data of any one of the types. */
type AnyTypedData =
  | { [type in PlazaType]: PlazaTypedData<type> }[PlazaType]
  | { [type in keyof OrdersMessages]: OrdersTypedData<type> }[keyof OrdersMessages];

/** Signs typed data with a key at hand or in a wallet; whatever goes wrong is a typed error. */
export async function sign(client: PlazaClient, account: Account, data: AnyTypedData): Promise<Hex> {
  try {
    return await getAction(
      client,
      signTypedData,
      "signTypedData",
    )({
      ...data,
      account,
    } as unknown as SignTypedDataParameters);
  } catch (error) {
    throw await explained(error);
  }
}
