// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Vm
/// @notice The cheatcodes of Hardhat's Solidity test runner that our tests use.
/// @dev They act on the next call or the whole test; `TestBase.vm` is the instance.
interface Vm {
    /// @notice A log as `getRecordedLogs` returns it.
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    /// @notice Creation code of the contract at `path:Name`, as it was compiled.
    function getCode(string calldata artifact) external view returns (bytes memory);

    /// @notice The next call is sent by `sender`.
    function prank(address sender) external;

    /// @notice All calls are sent by `sender` until `stopPrank`.
    function startPrank(address sender) external;

    /// @notice Ends `startPrank`.
    function stopPrank() external;

    /// @notice The next call must revert, with whatever data.
    function expectRevert() external;

    /// @notice The next call must revert with exactly this selector and no argument, or with a panic's whole data.
    function expectRevert(bytes4 revertData) external;

    /// @notice The next call must revert with exactly this data; build it by `abi.encodeWithSelector`.
    function expectRevert(bytes calldata revertData) external;

    /// @notice The next call must revert with this selector, whatever its arguments.
    function expectPartialRevert(bytes4 revertData) external;

    /// @notice The event that the test emits next must be emitted by the call after it, with equal topics and data.
    function expectEmit() external;

    /// @notice Likewise, and `emitter` must emit it.
    function expectEmit(address emitter) external;

    /// @notice Likewise, comparing only the chosen topics and data.
    function expectEmit(bool topic1, bool topic2, bool topic3, bool data, address emitter) external;

    /// @notice Every matching call must be made before the test ends.
    function expectCall(address callee, bytes calldata data) external;

    /// @notice Calls to `callee` whose calldata begins with `data` return `returnData` and do nothing.
    function mockCall(address callee, bytes calldata data, bytes calldata returnData) external;

    /// @notice Calls to `callee` whose calldata begins with `data` revert with `revertData`.
    /// @dev `expectRevert` does not see a revert that is mocked in the test's own call, only deeper ones.
    function mockCallRevert(address callee, bytes calldata data, bytes calldata revertData) external;

    /// @notice Ends all mocked calls.
    function clearMockedCalls() external;

    /// @notice `block.timestamp` now.
    /// @dev After a `warp` ask this: the optimizer takes `block.timestamp` for constant within a test.
    function getBlockTimestamp() external view returns (uint256);

    /// @notice Sets `block.timestamp`.
    function warp(uint256 timestamp) external;

    /// @notice Sets `block.number`.
    function roll(uint256 number) external;

    /// @notice `block.number` now.
    function getBlockNumber() external view returns (uint256);

    /// @notice Sets the hash of a past block.
    function setBlockhash(uint256 number, bytes32 hash) external;

    /// @notice Sets `block.chainid`.
    function chainId(uint256 id) external;

    /// @notice Sets an account's balance in wei.
    function deal(address account, uint256 balance) external;

    /// @notice Sets an account's code.
    function etch(address account, bytes calldata code) external;

    /// @notice Reads a storage slot.
    function load(address account, bytes32 slot) external view returns (bytes32);

    /// @notice Writes a storage slot.
    function store(address account, bytes32 slot, bytes32 value) external;

    /// @notice Signs a digest with a secp256k1 key.
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    /// @notice The address of a secp256k1 key.
    function addr(uint256 privateKey) external pure returns (address);

    /// @notice Drops a fuzz run whose input does not qualify.
    function assume(bool condition) external pure;

    /// @notice Names an address in traces.
    function label(address account, string calldata name) external;

    /// @notice Begins to record logs.
    function recordLogs() external;

    /// @notice The logs since `recordLogs` or the last call of this.
    function getRecordedLogs() external returns (Log[] memory);

    /// @notice Remembers the whole state.
    function snapshotState() external returns (uint256 id);

    /// @notice Goes back to a remembered state.
    function revertToState(uint256 id) external returns (bool);
}
