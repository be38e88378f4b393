package io.freshet.bench.visibility;

/** What became of writes during which connections were killed; {@link VisibilityResult} explains the figures. */
record KillFigures(int kills, long connectionsKilled, int failedWrites, int staleAfterKill) {
    static final KillFigures NONE = new KillFigures(0, 0, 0, 0);

    KillFigures plus(KillFigures other) {
        return new KillFigures(
                kills + other.kills,
                connectionsKilled + other.connectionsKilled,
                failedWrites + other.failedWrites,
                staleAfterKill + other.staleAfterKill);
    }
}
