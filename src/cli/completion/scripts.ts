/** Shell scripts that ask the program for candidates. It answers as Cobra's programs do: lines, then `:` and a directive. */

const bash = `# bash completion for kubectl-traffic
_kubectl_traffic() {
  local line out directive
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  out=$(kubectl-traffic __complete "\${words[@]}" 2>/dev/null) || return
  directive=\${out##*:}
  COMPREPLY=()
  local current=\${COMP_WORDS[COMP_CWORD]}
  while IFS= read -r line; do
    [[ $line == :* ]] && continue
    line=\${line%%$'\\t'*}
    [[ $line == "$current"* ]] && COMPREPLY+=("$line")
  done <<< "$out"
  if [[ $directive == 0 && \${#COMPREPLY[@]} -eq 0 ]]; then
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
  fi
}
complete -o nosort -F _kubectl_traffic kubectl-traffic 2>/dev/null || complete -F _kubectl_traffic kubectl-traffic
`;

const zsh = `#compdef kubectl-traffic
# zsh completion for kubectl-traffic
_kubectl_traffic() {
  local out directive line
  local -a candidates
  out=$(kubectl-traffic __complete "\${(@)words[2,CURRENT]}" 2>/dev/null) || return 1
  directive=\${out##*:}
  for line in "\${(@f)out}"; do
    [[ $line == :* || -z $line ]] && continue
    line=\${line//:/\\\\:}
    candidates+=("\${line/$'\\t'/:}")
  done
  if (( \${#candidates} )); then
    _describe 'kubectl-traffic' candidates
  elif [[ $directive == 0 ]]; then
    _files
  fi
}
if [[ $funcstack[1] == _kubectl-traffic ]]; then
  _kubectl_traffic "$@"
else
  compdef _kubectl_traffic kubectl-traffic
fi
`;

const fish = `# fish completion for kubectl-traffic
function __kubectl_traffic_complete
    set -l words (commandline -opc)[2..-1]
    for line in (kubectl-traffic __complete $words (commandline -ct) 2>/dev/null)
        string match -q ':*' -- $line; or echo $line
    end
end
complete -c kubectl-traffic -f -a '(__kubectl_traffic_complete)'
complete -c kubectl-traffic -n '__fish_seen_argument -s f -l filename' -F
`;

export const completionScripts: Readonly<Record<string, string>> = { bash, fish, zsh };
