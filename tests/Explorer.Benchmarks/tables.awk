# The table of medians and that of ratios for one setting, in Markdown, from the results of macro.sh:
# key, tool, variant, workers, status, wall (s), peak (KiB), states, transitions, note; one line for each run.
BEGIN { FS = "\t" }

{
    if (!($1 in runs)) {
        order[++keys] = $1
        tool[$1] = $2; variant[$1] = $3; workers[$1] = $4; status[$1] = $5; note[$1] = $10
    }
    runs[$1]++
    # The worst of all runs is what the row says.
    if ($5 == "WRONG" || ($5 == "failed" && status[$1] != "WRONG")) { status[$1] = $5; note[$1] = $10 }
    wall[$1, runs[$1]] = $6; peak[$1, runs[$1]] = $7; states[$1] = $8; transitions[$1] = $9
}

function sort_runs(of, key,    n, i, j, t) {
    n = runs[key]
    for (i = 1; i <= n; i++) sorted[i] = of[key, i] + 0
    for (i = 2; i <= n; i++) {
        t = sorted[i]
        for (j = i - 1; j >= 1 && sorted[j] > t; j--) sorted[j + 1] = sorted[j]
        sorted[j + 1] = t
    }
    return n
}

function median(of, key,    n) {
    n = sort_runs(of, key)
    return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

function range(key,    n) {
    n = sort_runs(wall, key)
    return sprintf("%.2f-%.2f", sorted[1], sorted[n])
}

function with_commas(n,    s, r) {
    for (s = sprintf("%.0f", n); length(s) > 3; s = substr(s, 1, length(s) - 3)) r = "," substr(s, length(s) - 2) r
    return s r
}

function rate(n) { return n >= 1e6 ? sprintf("%.2f M", n / 1e6) : sprintf("%.0f k", n / 1e3) }

function row(key,    w, m) {
    printf "| %s | %s | %s | ", tool[key], variant[key], workers[key]
    if (status[key] != "ok") {
        printf "%s: %s | | | | | |\n", status[key], note[key]
        return
    }
    w = median(wall, key); m = median(peak, key)
    printf "%s | %.2f (%s) | %s | %s | %.0f | %.0f |\n", with_commas(states[key]), w, range(key), \
        rate(states[key] / w), rate(transitions[key] / w), m / 1024, m * 1024 / states[key]
}

# How many times as long the other one takes.
function ratio(other, ours) {
    if (status[other] != "ok" || status[ours] != "ok") return "-"
    return sprintf("%.2f", median(wall, other) / median(wall, ours))
}

END {
    print "| tool | variant | workers | states | wall s (min-max) | states/s | transitions/s | peak MiB | bytes/state |"
    print "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for (i = 1; i <= keys; i++) row(order[i])
    print ""
    print "| wall time of … divided by that of … | Explorer, 1 worker | Explorer, 2 workers | Explorer, symmetry, 2 workers |"
    print "| --- | ---: | ---: | ---: |"
    n = split("spin-dfs spin-bfs-par rumur tlc by-hand", others, " ")
    for (i = 1; i <= n; i++) {
        printf "| %s, %s | %s | %s | |\n", tool[others[i]], variant[others[i]], \
            ratio(others[i], "explorer-1"), ratio(others[i], "explorer-2")
    }
    printf "| %s, %s | | | %s |\n", tool["rumur-symmetry"], variant["rumur-symmetry"], ratio("rumur-symmetry", "explorer-symmetry")
}
