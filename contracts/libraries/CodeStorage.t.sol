// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "@openzeppelin/contracts/utils/Errors.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {CodeStorage} from "./CodeStorage.sol";

contract CodeStorageTest is TestBase {
    // A call of its own, so that the test can expect its revert and limit its gas.
    function write(bytes memory data) external returns (address) {
        return CodeStorage.write(data);
    }

    function testFuzz_RoundTrip(bytes memory data) public {
        address pointer = CodeStorage.write(data);
        assertEq(CodeStorage.size(pointer), data.length);
        assertEq(CodeStorage.read(pointer, 0, data.length), data);
    }

    function testFuzz_ReadsSlices(bytes memory data, uint256 start, uint256 end) public {
        start = bound(start, 0, data.length);
        end = bound(end, start, data.length);
        bytes memory slice = CodeStorage.read(CodeStorage.write(data), start, end);
        assertEq(slice.length, end - start);
        for (uint256 i = 0; i < slice.length; ++i) assertTrue(slice[i] == data[start + i]);
    }

    function test_EqualDataLiesApart() public {
        assertNotEq(CodeStorage.write("same"), CodeStorage.write("same"));
    }

    function test_StoredCodeDoesNothingWhenCalled() public {
        // Without the STOP before it, this would be SELFDESTRUCT to the caller.
        address pointer = CodeStorage.write(hex"33ff");
        vm.deal(address(this), 1);
        (bool success, bytes memory returned) = pointer.call{value: 1}("");
        assertTrue(success);
        assertEq(returned.length, 0);
        assertEq(pointer.balance, 1);
        assertEq(CodeStorage.read(pointer, 0, 2), hex"33ff");
    }

    function test_LongestData() public {
        bytes memory data = new bytes(CodeStorage.MAX_LENGTH);
        data[data.length - 1] = 0x01;
        assertEq(CodeStorage.read(this.write(data), 0, data.length), data);
    }

    function test_RevertWhen_TooLong() public {
        uint256 maximum = CodeStorage.MAX_LENGTH;
        vm.expectRevert(abi.encodeWithSelector(CodeStorage.CodeStorageTooLong.selector, maximum + 1, maximum));
        this.write(new bytes(maximum + 1));
    }

    function test_RevertWhen_DeploymentRunsOutOfGas() public {
        bytes memory data = new bytes(20_000);
        vm.expectRevert(Errors.FailedDeployment.selector);
        this.write{gas: 3_000_000}(data);
    }
}
