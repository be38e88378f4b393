package io.freshet.testkit.contract;

/** The shared tier inside this process, in three partitions. */
class InProcessRemoteInPartitionsTests extends InProcessRemoteTests {

    @Override
    int partitions() {
        return 3;
    }
}
