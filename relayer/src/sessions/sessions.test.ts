import { expect } from "chai";
import { type House, openHouse, people } from "../testing/house.ts";
import { post, problemOf } from "../testing/http.ts";
import { conformity } from "../testing/openapi.ts";
import { proving, signedSiwe, signIn, type Tokens } from "../testing/signIn.ts";

const DAY = 24 * 60 * 60_000;

describe("sessions", () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });

  const verify = (body: unknown) => post(house, "/v1/sessions/verify", body);
  const refresh = (refreshToken: string) => post(house, "/v1/sessions/refresh", { refreshToken });
  const current = (tokens: Pick<Tokens, "accessToken">) =>
    house.app.request("/v1/sessions/current", { headers: proving(tokens) });
  const codeOf = async (response: Response | Promise<Response>) => {
    const { status, code, field } = await problemOf(response);
    return [status, code, ...(field === undefined ? [] : [field])];
  };

  it("begin with a signed message", async () => {
    const tokens = await signIn(house, people.bob);
    expect(tokens.session.account).to.equal(people.bob.address);
    const response = await current(tokens);
    await conformity(house.app)("get", "/v1/sessions/current", response.clone(), 200);
    expect(await response.json()).to.deep.equal(tokens.session);
  });

  it("begin with a contract's word for its signature", async () => {
    const signed = await signedSiwe(house, people.bob, { address: people.alice.address });
    const signature = "0xc0ffee";
    expect(await codeOf(verify({ ...signed, signature }))).to.deep.equal([401, "invalid_signature", "signature"]);
    house.chain.accepted.add(signature);
    expect((await verify({ ...signed, signature })).status).to.equal(201);
  });

  it("say so when the chain cannot be asked about a contract's signature", async () => {
    const signed = await signedSiwe(house, people.bob);
    house.chain.failures.push({ method: "isValidSignature", error: new Error("connection refused") });
    expect(await codeOf(verify({ ...signed, signature: "0xc0ffee" }))).to.deep.equal([503, "temporarily_unavailable"]);
  });

  it("refuse a message that was used before", async () => {
    const signed = await signedSiwe(house, people.bob);
    expect((await verify(signed)).status).to.equal(201);
    expect(await codeOf(verify(signed))).to.deep.equal([401, "nonce_unknown", "nonce"]);
  });

  it("refuse a nonce that was never given, and one that has expired", async () => {
    const foreign = await signedSiwe(house, people.bob, { nonce: "abcdefgh12345678" });
    expect(await codeOf(verify(foreign))).to.deep.equal([401, "nonce_unknown", "nonce"]);
    const signed = await signedSiwe(house, people.bob, { issuedAt: new Date(house.now() + 50_000) });
    house.pass(10 * 60_000);
    expect(await codeOf(verify(signed))).to.deep.equal([401, "nonce_unknown", "nonce"]);
  });

  it("ask no wallet about a message whose nonce is not good", async () => {
    const foreign = await signedSiwe(house, people.bob, { nonce: "abcdefgh12345678" });
    house.chain.failures.push({ method: "isValidSignature", error: new Error("asked") });
    expect(await codeOf(verify({ ...foreign, signature: "0xc0ffee" }))).to.deep.equal([401, "nonce_unknown", "nonce"]);
  });

  it("refuse another's signature", async () => {
    const signed = await signedSiwe(house, people.bob, { address: people.alice.address });
    expect(await codeOf(verify(signed))).to.deep.equal([401, "invalid_signature", "signature"]);
  });

  const foreign: Record<string, Parameters<typeof signedSiwe>[2]> = {
    domain: { domain: "evil.example", uri: "https://evil.example" },
    uri: { uri: "https://evil.example" },
    chainId: { chainId: 1 },
    version: {},
  };
  for (const [field, changes] of Object.entries(foreign))
    it(`refuse a message with another ${field}`, async () => {
      const { message } = await signedSiwe(house, people.bob, changes);
      const told = field === "version" ? message.replace("Version: 1", "Version: 2") : message;
      const signature = await people.bob.signMessage({ message: told });
      expect(await codeOf(verify({ message: told, signature }))).to.deep.equal([401, "sign_in_refused", field]);
    });

  it("refuse a message from the future, an old one, an expired one and one that is not good yet", async () => {
    const at = (ms: number) => new Date(house.now() + ms);
    const cases: [string, Parameters<typeof signedSiwe>[2]][] = [
      ["issuedAt", { issuedAt: at(120_000) }],
      ["issuedAt", { issuedAt: at(-10 * 60_000) }],
      ["expirationTime", { expirationTime: at(0) }],
      ["notBefore", { notBefore: at(1) }],
    ];
    for (const [field, changes] of cases)
      expect(await codeOf(verify(await signedSiwe(house, people.bob, changes)))).to.deep.equal([
        401,
        "sign_in_refused",
        field,
      ]);
  });

  it("refuse what is no such message", async () => {
    const signature = await people.bob.signMessage({ message: "hello" });
    expect(await codeOf(verify({ message: "hello", signature }))).to.deep.equal([401, "sign_in_refused", "message"]);
  });

  it("take pages of this machine on any port", async () => {
    const site = { domain: "127.0.0.1:5173", uri: "http://127.0.0.1:5173/me" };
    expect((await verify(await signedSiwe(house, people.bob, site))).status).to.equal(201);
    const plain = { domain: "plaza.example", uri: "http://plaza.example/me" };
    expect(await codeOf(verify(await signedSiwe(house, people.bob, plain)))).to.include("uri");
  });

  it("need a token that is the relayer's own", async () => {
    const tokens = await signIn(house, people.bob);
    expect(await codeOf(house.app.request("/v1/sessions/current"))).to.deep.equal([401, "not_signed_in"]);
    const [head, , signature] = tokens.accessToken.split(".");
    const claims = { iss: "plaza-relayer", sub: people.alice.address, jti: tokens.session.id, exp: 4e9 };
    const forged = [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
    const unsigned = [Buffer.from('{"alg":"none"}').toString("base64url"), forged.split(".")[1], ""].join(".");
    for (const accessToken of [forged, unsigned, "x"])
      expect(await codeOf(current({ accessToken }))).to.deep.equal([401, "not_signed_in"]);
  });

  it("go on with a refresh token when the access token has expired", async () => {
    const tokens = await signIn(house, people.bob);
    house.pass(5 * 60_000 + 1);
    expect(await codeOf(current(tokens))).to.deep.equal([401, "session_expired"]);
    const next = (await (await refresh(tokens.refreshToken)).json()) as Tokens;
    expect(next.session).to.deep.equal(tokens.session);
    expect((await current(next)).status).to.equal(200);
  });

  it("are over for everybody when a refresh token is used twice", async () => {
    const tokens = await signIn(house, people.bob);
    const thief = (await (await refresh(tokens.refreshToken)).json()) as Tokens;
    expect(await codeOf(refresh(tokens.refreshToken))).to.deep.equal([401, "refresh_token_reused"]);
    expect(await codeOf(current(thief))).to.deep.equal([401, "session_expired"]);
    expect(await codeOf(refresh(thief.refreshToken))).to.deep.equal([401, "session_expired"]);
    expect(await codeOf(refresh("a token that never was"))).to.deep.equal([401, "refresh_token_unknown"]);
  });

  it("give new tokens to one of two that refresh at once", async () => {
    const { refreshToken } = await signIn(house, people.bob);
    const statuses = (await Promise.all([refresh(refreshToken), refresh(refreshToken)])).map(({ status }) => status);
    expect(statuses.sort()).to.deep.equal([200, 401]);
  });

  it("end by logout, at once, and the others of the account by logout everywhere", async () => {
    const [first, second] = [await signIn(house, people.bob), await signIn(house, people.bob)];
    const other = await signIn(house, people.alice);
    const out = (path: string, tokens: Tokens) => post(house, `/v1/sessions/${path}`, "", proving(tokens));
    expect(await (await out("logout", first)).json()).to.deep.equal({ ended: 1 });
    expect(await codeOf(current(first))).to.deep.equal([401, "session_expired"]);
    expect((await current(second)).status).to.equal(200);
    const third = await signIn(house, people.bob);
    expect(await (await out("logout-everywhere", second)).json()).to.deep.equal({ ended: 2 });
    for (const tokens of [second, third]) expect(await codeOf(current(tokens))).to.deep.equal([401, "session_expired"]);
    expect(await codeOf(refresh(third.refreshToken))).to.deep.equal([401, "session_expired"]);
    expect((await current(other)).status).to.equal(200);
  });

  it("expire after thirty days, and are swept with nonces and tokens", async () => {
    const { refreshToken } = await signIn(house, people.bob);
    await signedSiwe(house, people.bob);
    house.pass(30 * DAY);
    expect(await codeOf(refresh(refreshToken))).to.deep.equal([401, "session_expired"]);
    await house.sessions.sweep();
    for (const table of ["session_nonces", "sessions", "refresh_tokens"])
      expect(await house.database.query(`SELECT 1 FROM ${table}`)).to.deep.equal([]);
  });

  it("keep no token as it is, and outlive a restart", async () => {
    const tokens = await signIn(house, people.bob);
    const rows = JSON.stringify(await house.database.query("SELECT * FROM refresh_tokens"));
    expect(rows).to.not.include(tokens.refreshToken);
    const again = await openHouse({ chain: house.chain, database: house.database });
    const response = await again.app.request("/v1/sessions/current", { headers: proving(tokens) });
    expect(response.status).to.equal(200);
  });
});
