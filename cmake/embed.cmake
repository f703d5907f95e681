# embed_files(TARGET ROOT dir PATTERNS glob... EXTRA name=path...)
# Makes a library that carries files inside the binary, found again by their path from ROOT
# (see core/base/embedded.hpp). The assembler includes the bytes, so a large file costs no compile time.
function(embed_files target)
  cmake_parse_arguments(ARG "" "ROOT" "PATTERNS;EXTRA" ${ARGN})
  set(pairs)
  foreach(pattern IN LISTS ARG_PATTERNS)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE ${ARG_ROOT} ${ARG_ROOT}/${pattern})
    foreach(name IN LISTS found)
      list(APPEND pairs "${name}=${ARG_ROOT}/${name}")
    endforeach()
  endforeach()
  list(APPEND pairs ${ARG_EXTRA})
  list(REMOVE_DUPLICATES pairs)

  set(number 0)
  set(assembly "    .section .rodata\n")
  set(declarations "")
  set(rows "")
  set(files)
  foreach(pair IN LISTS pairs)
    string(REGEX MATCH "^([^=]+)=(.+)$" _ "${pair}")
    set(name "${CMAKE_MATCH_1}")
    set(path "${CMAKE_MATCH_2}")
    list(APPEND files "${path}")
    string(APPEND assembly "    .global embedded_${number}\n    .global embedded_${number}_end\n"
                           "embedded_${number}:\n    .incbin \"${path}\"\nembedded_${number}_end:\n    .byte 0\n")
    string(APPEND declarations "extern const char embedded_${number}[], embedded_${number}_end[];\n")
    string(APPEND rows "    {\"${name}\", {embedded_${number}, embedded_${number}_end}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND assembly "    .section .note.GNU-stack,\"\",%progbits\n")

  set(folder ${CMAKE_BINARY_DIR}/${target})
  file(CONFIGURE OUTPUT ${folder}/files.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${folder}/files.cpp CONTENT
"#include \"core/base/embedded.hpp\"
extern \"C\" {
${declarations}}
namespace reef {
static const EmbeddedFile files[] = {
${rows}};
std::span<const EmbeddedFile> embedded_files() { return files; }
} // namespace reef
" @ONLY)
  set_source_files_properties(${folder}/files.S PROPERTIES OBJECT_DEPENDS "${files}")
  add_library(${target} OBJECT ${folder}/files.S ${folder}/files.cpp)
  target_include_directories(${target} PRIVATE ${ARG_ROOT}/src)
endfunction()
