import type { Address, Hex } from "viem";
import { createSiweMessage } from "viem/siwe";
import { RelayerNotSignedInError, RelayerSessionExpiredError } from "../errors/relayer.ts";
import { RelayerError } from "../errors/relayerBase.ts";
import { type Decoder, parseJson } from "../http/decode.ts";
import { type HttpClientOptions, httpSettings, type RequestOptions, request } from "../http/request.ts";
import type { ListingText } from "../rules/listingText.ts";
import * as decode from "./accountDecoders.ts";
import type {
  AccountSession,
  AccountTokens,
  Notification,
  ProfileInput,
  ProfileState,
  Reputation,
  Review,
} from "./accountTypes.ts";
import { checkAddress } from "./checkAddress.ts";
import { signedCancellation } from "./decoders.ts";
import { orderEntry } from "./orderDecoders.ts";
import type { OrderEntry } from "./orderTypes.ts";
import { problemError } from "./problem.ts";
import { requireAsked } from "./requireAsked.ts";
import type { SignedCancellation } from "./types.ts";
import { type WatchNotificationsParameters, watchNotifications } from "./watchNotifications.ts";

/** Where tokens are kept. In a page, memory is the safest place; what outlives a reload can be stolen by a script. */
export type TokenStore = {
  get(): AccountTokens | undefined;
  set(tokens: AccountTokens | undefined): void;
  /** Runs something while no other client of the same store does: a refresh token that is used twice ends its session. */
  lock?<value>(run: () => Promise<value>): Promise<value>;
  /** Calls back when another client has changed what is kept. */
  subscribe?(listener: () => void): () => void;
};

export type AccountClientOptions = HttpClientOptions & {
  /** @default in memory */
  store?: TokenStore | undefined;
};

export type SignInParameters = {
  account: Address;
  chainId: number;
  /** The page's own URL: the message names its host, and the relayer must know it. */
  uri: string;
  /** Has the wallet sign a text (EIP-191); a contract wallet's answer is checked by its ERC-1271. */
  signMessage: (message: string) => Promise<Hex>;
};

/** What the relayer knows of accounts. Methods that need a session throw `RelayerNotSignedInError` without one. */
export type AccountClient = {
  /** Signs in with Ethereum (ERC-4361). */
  signIn(parameters: SignInParameters, options?: RequestOptions): Promise<AccountSession>;
  /** Whether it holds a session, without asking the relayer. */
  hasSession(): boolean;
  /** Calls back when a session begins or ends, here or in another tab; returns a function that ends that. */
  onSession(listener: () => void): () => void;
  /** The session that the relayer sees; it may have been ended elsewhere. */
  getSession(options?: RequestOptions): Promise<AccountSession>;
  /** Ends this session: here in any case, also where the relayer does not answer and forgets it later by itself. */
  signOut(options?: RequestOptions): Promise<void>;
  /** Ends all sessions of the account. Returns how many. */
  signOutEverywhere(options?: RequestOptions): Promise<number>;
  /** The newest notifications first, or those after a sequence number in their order; and how many are unread. */
  getNotifications(
    parameters?: { after?: number | undefined; limit?: number | undefined } & RequestOptions,
  ): Promise<{ notifications: Notification[]; unread: number }>;
  /** Marks one as read, or all through a sequence number. Returns how many are left unread. */
  markRead(which: { sequence: number } | { through: number }, options?: RequestOptions): Promise<number>;
  /** Follows notifications live, from a sequence number on. Returns a function that ends the watch. */
  watchNotifications(parameters: WatchNotificationsParameters): () => void;
  /** The auctions whose bids the account is told of. */
  getWatches(options?: RequestOptions): Promise<Hex[]>;
  /**
   * Asks, as the seller, for the consent to cancel an auction that runs and has no bid; send it with `cancelRunningAuction`. No bid
   * is taken until its deadline has passed. The same consent comes back while it is good. `verifyCosignature` says whether the
   * Marketplace will take it.
   *
   * @throws CosignatureMismatchError where the answer is of another auction.
   */
  requestCancellation(auctionId: Hex, options?: RequestOptions): Promise<SignedCancellation>;
  /** Has the account told of an auction's bids, or no more. Returns all that it watches. */
  setWatch(auctionId: Hex, isWatched: boolean, options?: RequestOptions): Promise<Hex[]>;
  /**
   * Takes an order of the account's out of the book, for good. Whoever kept its signature can still fill it: `cancelOrders` ends it
   * on chain.
   */
  withdrawOrder(id: Hex, options?: RequestOptions): Promise<OrderEntry>;
  getProfile(account: Address, options?: RequestOptions): Promise<ProfileState>;
  setProfile(profile: ProfileInput, options?: RequestOptions): Promise<ProfileState>;
  /**
   * Has the relayer keep a listing's text, for everybody to read. The listing carries it by its salt, `listingTextSalt`, which is
   * what comes back. The same one again is the one that is there.
   */
  enterListingText(text: ListingText, options?: RequestOptions): Promise<bigint>;
  /** The newest reviews about an account. */
  getReviews(account: Address, options?: RequestOptions): Promise<Review[]>;
  /** Reviews the other party of a final trade, once. */
  review(
    review: { trade: string; rating: number; comment?: string | undefined },
    options?: RequestOptions,
  ): Promise<Review>;
  getReputation(account: Address, options?: RequestOptions): Promise<Reputation>;
};

/** Access tokens are renewed when so many milliseconds are left of them: clocks differ, and requests take a while. */
const MARGIN_MS = 30_000;

/**
 * Makes a client of the relayer's accounts. It renews its session silently, and forgets it once it is over.
 *
 * @example
 * ```ts
 * const account = createAccountClient({ url: "http://127.0.0.1:42070" });
 * await account.signIn({ account: address, chainId: 31337, uri: location.href, signMessage });
 * const { notifications, unread } = await account.getNotifications();
 * ```
 */
export function createAccountClient({ store = inMemory(), ...options }: AccountClientOptions): AccountClient {
  const settings = httpSettings(options);
  const lock: NonNullable<TokenStore["lock"]> = (run) => (store.lock === undefined ? run() : store.lock(run));
  const listeners = new Set<() => void>();
  let renewal: Promise<AccountTokens> | undefined;

  type Call = RequestOptions & { method?: "GET" | "POST" | "PUT" | "DELETE"; body?: unknown; accessToken?: string };

  async function send<value>(decoder: Decoder<value>, path: string, call: Call = {}): Promise<value> {
    const { accessToken, ...rest } = call;
    const headers: Record<string, string> = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
    const response = await request(settings, { path, headers, ...rest });
    if (response.status < 200 || response.status > 299) throw problemError(response, `${settings.url}${path}`);
    return decoder(parseJson(response.text), "");
  }

  function keep(tokens: AccountTokens | undefined): void {
    const before = store.get() !== undefined;
    store.set(tokens);
    if (before !== (tokens !== undefined)) for (const listener of listeners) listener();
  }

  /** Whether these are the tokens still: whoever signed out meanwhile, or in anew, is not to find the old session again. */
  const isKept = (refreshToken: string) => store.get()?.refreshToken === refreshToken;

  /** New tokens for the old ones. Used once: callers that come meanwhile get the same, or the second would end the session. */
  function renew(old: AccountTokens): Promise<AccountTokens> {
    renewal ??= lock(() => renewed(old)).finally(() => {
      renewal = undefined;
    });
    return renewal;
  }

  async function renewed({ refreshToken }: AccountTokens): Promise<AccountTokens> {
    const kept = store.get();
    if (kept === undefined) throw new RelayerNotSignedInError({ status: 401 });
    // Another tab was faster.
    if (kept.refreshToken !== refreshToken) return kept;
    try {
      const tokens = await send(decode.tokens, "/v1/sessions/refresh", { method: "POST", body: { refreshToken } });
      if (!isKept(refreshToken)) throw new RelayerNotSignedInError({ status: 401 });
      store.set(tokens);
      return tokens;
    } catch (error) {
      // Over for good; what does not answer now may do so later.
      if (error instanceof RelayerError && error.status === 401 && isKept(refreshToken)) keep(undefined);
      throw error;
    }
  }

  async function currentTokens(): Promise<AccountTokens> {
    const tokens = store.get();
    if (tokens === undefined) throw new RelayerNotSignedInError({ status: 401 });
    return tokens.accessExpiresAt.getTime() - Date.now() > MARGIN_MS ? tokens : renew(tokens);
  }

  async function sendSigned<value>(decoder: Decoder<value>, path: string, call: Call = {}): Promise<value> {
    const tokens = await currentTokens();
    try {
      return await send(decoder, path, { ...call, accessToken: tokens.accessToken });
    } catch (error) {
      if (!(error instanceof RelayerSessionExpiredError)) throw error;
      const { accessToken } = await renew(tokens);
      return send(decoder, path, { ...call, accessToken });
    }
  }

  return {
    async signIn({ account, chainId, uri, signMessage }, options) {
      const { nonce } = await send(decode.nonce, "/v1/sessions/nonce", { method: "POST", ...options });
      const { host } = new URL(uri);
      const message = createSiweMessage({
        ...{ address: account, chainId, domain: host, uri, nonce, version: "1", issuedAt: new Date() },
        statement: "Sign in to Plaza. This costs nothing and moves nothing.",
      });
      const signature = await signMessage(message);
      const body = { message, signature };
      const tokens = await send(decode.tokens, "/v1/sessions/verify", { method: "POST", body, ...options });
      keep(tokens);
      return tokens.session;
    },

    hasSession: () => store.get() !== undefined,

    onSession(listener) {
      listeners.add(listener);
      const end = store.subscribe?.(listener);
      return () => {
        listeners.delete(listener);
        end?.();
      };
    },

    getSession: (options) => sendSigned(decode.session, "/v1/sessions/current", options),

    async signOut(options) {
      try {
        await sendSigned(decode.ended, "/v1/sessions/logout", { method: "POST", ...options });
      } finally {
        keep(undefined);
      }
    },

    async signOutEverywhere(options) {
      const answer = await sendSigned(decode.ended, "/v1/sessions/logout-everywhere", { method: "POST", ...options });
      keep(undefined);
      return answer.ended;
    },

    getNotifications({ after, limit, signal } = {}) {
      const query = new URLSearchParams();
      if (after !== undefined) query.set("after", String(after));
      if (limit !== undefined) query.set("limit", String(limit));
      const suffix = query.size > 0 ? `?${query}` : "";
      return sendSigned(decode.notifications, `/v1/notifications${suffix}`, { signal });
    },

    async markRead(which, options) {
      const call: Call = { method: "POST", body: which, ...options };
      return (await sendSigned(decode.unread, "/v1/notifications/read", call)).unread;
    },

    watchNotifications: (parameters) =>
      watchNotifications(
        settings,
        async (isRefused) => {
          const tokens = await currentTokens();
          return (isRefused ? await renew(tokens) : tokens).accessToken;
        },
        parameters,
      ),

    async getWatches(options) {
      return (await sendSigned(decode.watches, "/v1/watches", options)).auctions;
    },

    async setWatch(auctionId, isWatched, options) {
      const method = isWatched ? "PUT" : "DELETE";
      return (await sendSigned(decode.watches, `/v1/watches/${auctionId}`, { method, ...options })).auctions;
    },

    async requestCancellation(auctionId, options) {
      const path = `/v1/auctions/${auctionId}/cancellation`;
      const signed = await sendSigned(signedCancellation, path, { method: "PUT", ...options });
      requireAsked({ auctionId }, signed.cancellation);
      return signed;
    },

    withdrawOrder: (id, options) => sendSigned(orderEntry, `/v1/orders/${id}`, { method: "DELETE", ...options }),

    async getProfile(account, options) {
      return send(decode.profileState, `/v1/accounts/${checkAddress(account)}/profile`, options);
    },

    setProfile: (profile, options) =>
      sendSigned(decode.profileState, "/v1/profile", { method: "PUT", body: profile, ...options }),

    async enterListingText(text, options) {
      return (await sendSigned(decode.enteredText, "/v1/listing-texts", { method: "POST", body: text, ...options }))
        .salt;
    },

    async getReviews(account, options) {
      return (await send(decode.reviews, `/v1/accounts/${checkAddress(account)}/reviews`, options)).reviews;
    },

    review: (review, options) => sendSigned(decode.review, "/v1/reviews", { method: "POST", body: review, ...options }),

    async getReputation(account, options) {
      return send(decode.reputation, `/v1/accounts/${checkAddress(account)}/reputation`, options);
    },
  };
}

function inMemory(): TokenStore {
  let kept: AccountTokens | undefined;
  return {
    get: () => kept,
    set(tokens) {
      kept = tokens;
    },
  };
}
