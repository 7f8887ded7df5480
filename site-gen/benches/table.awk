# The table of `processes`: the median of all runs of a generator, and what it is of each of `peers`. `own` is how many pages a
# site has besides those asked for. Reads, with tabs between: pages, build, generator, wall s, CPU s, memory MB.
function median(key, field,    count, i, j, last, sorted) {
    count = runs[key]
    for (i = 1; i <= count; i++) {
        last = value[key, field, i]
        for (j = i; j > 1 && sorted[j - 1] > last; j--) sorted[j] = sorted[j - 1]
        sorted[j] = last
    }
    least = sorted[1]
    most = sorted[count]
    return sorted[int((count + 1) / 2)]
}
# A build may be too short for its CPU time to show.
function ratio(ours, other) { return other > 0 ? sprintf("%.2f", ours / other) : "–" }
{
    key = $1 FS $2 FS $3
    if (!runs[key]++) order[++lines] = key
    for (field = 4; field <= 6; field++) value[key, field, runs[key]] = $field + 0
}
END {
    peer_count = split(peers, peer, " ")
    heading = "| pages | build | generator | wall s (least–most) | CPU s | memory MB | wall ms a page |"
    ruler = "| --: | --- | --- | --: | --: | --: | --: |"
    for (i = 1; i <= peer_count; i++) {
        heading = heading " of " peer[i] ": wall | CPU | memory |"
        ruler = ruler " --: | --: | --: |"
    }
    print heading "\n" ruler
    for (line = 1; line <= lines; line++) {
        key = order[line]
        split(key, name, FS)
        cpu = median(key, 5)
        memory = median(key, 6)
        wall = median(key, 4)
        printf "| %d + %d | %s | %s | %.3f (%.3f–%.3f) | %.3f | %.0f | %.3f |", \
            name[1], own, name[2], name[3], wall, least, most, cpu, memory, 1000 * wall / (name[1] + own)
        for (i = 1; i <= peer_count; i++) {
            other = name[1] FS name[2] FS peer[i]
            printf " %s | %s |", ratio(wall, median(other, 4)), ratio(cpu, median(other, 5))
            printf " %s |", ratio(memory, median(other, 6))
        }
        print ""
    }
}
