# Functions for macro.sh and large.sh: running a program and measuring it, and publishing Explorer.
# shellcheck shell=bash
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
gnu_time=$(type -P time || true)

# measure FOLDER LOG COMMAND…: runs it in FOLDER; its output goes to LOG and LOG.err. Sets $status, $wall (s), $peak (KiB).
measure() {
    local folder=$1 log=$2 begin=$EPOCHREALTIME end
    shift 2
    if [ -n "$gnu_time" ]; then
        (cd "$folder" && exec "$gnu_time" -o "$log.peak" -f %M timeout --foreground "${LIMIT:-3600}" "$@") > "$log" 2> "$log.err"
        status=$?
        end=$EPOCHREALTIME
        peak=$(tail -1 "$log.peak")
    else
        (cd "$folder" && exec "$@") > "$log" 2> "$log.err" &
        watch_peak $!
        wait $!
        status=$?
        end=$EPOCHREALTIME
    fi
    wall=$(awk -v b="$begin" -v e="$end" 'BEGIN { printf "%.3f", e - b }')
}

# Without GNU time: the system's own high-water mark, as last seen. What child processes take is not in it.
watch_peak() {
    local key value
    peak=0
    while kill -0 "$1" 2> /dev/null; do
        while read -r key value _; do
            if [ "$key" = VmHWM: ]; then
                peak=$value
            fi
        done 2> /dev/null < "/proc/$1/status"
        sleep 0.02
    done
}

# value KEY LOG: the first value of that key in JSON.
value() { grep -m 1 "\"$1\":" "$2" | sed 's/.*: *//; s/[",]//g'; }

# publish PROJECT FOLDER
publish() {
    if ! dotnet publish "$1" -c Release -o "$2" -v quiet > "$2.log" 2>&1; then
        cat "$2.log"
        return 1
    fi
}

# first_line FILE: the first line that says anything.
first_line() { grep -m 1 . "$1" | tr '|\t' '/ ' | cut -c 1-100; }
