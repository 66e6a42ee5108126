# The view that a function has of its machine, made by the kernel's namespaces. `unshare` starts this script as the first process of a
# user, mount and process namespace of its own: sandbox.sh <empty folder> <program, or folder that is /var/lang> <runtime folder> <packages folder or ''> <command …>
#
# The command starts at once and waits, with no code in sight that anybody gave. On descriptor 5 come then, a line each: the folder of
# the function's code, the folder of its layers or nothing, and the megabytes of its /tmp. A line on descriptor 6 says that they are there,
# or that the code is gone.
set -e
umask 022
root=$1 program=$2 runtime=$3 packages=$4
shift 4
ulimit -n 1024
ulimit -u 1024 2>/dev/null || :

mount -n --make-rprivate /
mount -n -t tmpfs -o mode=0755,size=1m sandbox "$root"
cd "$root"
mkdir -p usr var/lang var/task var/runtime opt tmp proc dev etc run/host
for folder in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$folder" ]; then
    ln -s "$(readlink "/$folder")" "$folder"
  elif [ -d "/$folder" ]; then
    mkdir "$folder"
    mount -n --rbind -o ro "/$folder" "$folder"
  fi
done
mount -n --rbind -o ro /usr usr
for file in resolv.conf hosts nsswitch.conf localtime ld.so.cache ssl pki ca-certificates alternatives; do
  [ -e "/etc/$file" ] || continue
  if [ -d "/etc/$file" ]; then mkdir "etc/$file"; else : >"etc/$file"; fi
  mount -n --rbind -o ro "/etc/$file" "etc/$file"
done
echo 'sbx_user1051:x:993:990::/home/sbx_user1051:/sbin/nologin' >etc/passwd
echo 'sbx_user1051:x:990:' >etc/group
for file in null zero full random urandom; do
  : >"dev/$file"
  mount -n --bind "/dev/$file" "dev/$file"
done
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
if [ -d "$program" ]; then
  mount -n --rbind -o ro "$program" var/lang
else
  mkdir var/lang/bin
  : >"var/lang/bin/${program##*/}"
  mount -n --bind -o ro "$program" "var/lang/bin/${program##*/}"
fi
mount -n --bind -o ro "$runtime" var/runtime
if [ -n "$packages" ]; then
  mount -n --bind -o ro "$packages" var/runtime/sdk/node_modules
  # ES modules do not read NODE_PATH, and find the runtime's SDK all the same.
  ln -s /var/runtime/node_modules var/node_modules
fi
mount -n -t proc -o nosuid,nodev,noexec proc proc
mount -n -t tmpfs -o nosuid,nodev,mode=1777,size=512m tmp tmp
pivot_root . run/host
cd /
mount -n -o remount,ro,size=1m / 2>/dev/null || :

setpriv --bounding-set=-all --ambient-caps=-all --inh-caps=-all --no-new-privs "$@" 5<&- 6>&- &
child=$!

IFS= read -r code <&5
IFS= read -r layers <&5
IFS= read -r megabytes <&5
# A folder that is gone (hot reload) is the function's error.
mount -n --bind -o ro "/run/host$code" /var/task 2>/dev/null && answer=ready || answer=gone
[ -z "$layers" ] || mount -n --bind -o ro "/run/host$layers" /opt
[ "$megabytes" = 512 ] || mount -n -o "remount,nosuid,nodev,size=${megabytes}m" /tmp
umount -n -l /run/host
echo "$answer" >&6

exec 3<&- 4>&- 5<&- 6>&-
wait "$child" && status=0 || status=$?
exit "$status"
