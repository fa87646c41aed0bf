/** Who is who among the accounts of the mnemonic, by their number. */
export const ADMIN = 0;

/** alice, bob, carol, dave and erin: who plays. */
export const PLAYERS: readonly number[] = [1, 2, 3, 4, 5];

/** The merchants that the shelves are filled by. */
export const SELLERS: readonly number[] = [10, 11, 12, 13, 14];
