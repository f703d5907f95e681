# The Debian package: scripts/package builds it, scripts/package_test tries it.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME reef)
file(STRINGS ${CMAKE_SOURCE_DIR}/src/core/engine/registry.hpp released REGEX "string_view release = ")
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" CPACK_PACKAGE_VERSION "${released}")
set(CPACK_PACKAGE_CONTACT "The people of Reef <reef@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "platform that the people on it own and govern")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Reef is a server with which the people on a digital platform own it, govern
it and create value on it together. What was decided is recorded in a
chronicle that anybody can verify.")
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "nginx-light | nginx")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)

install(TARGETS reef DESTINATION bin)
install(FILES packaging/reef.service DESTINATION /lib/systemd/system)
install(FILES packaging/reef.conf DESTINATION /etc/reef)
file(WRITE ${CMAKE_BINARY_DIR}/package/conffiles "/etc/reef/reef.conf\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/package/conffiles ${CMAKE_SOURCE_DIR}/packaging/postinst
    ${CMAKE_SOURCE_DIR}/packaging/prerm ${CMAKE_SOURCE_DIR}/packaging/postrm)

# Debian keeps what people read compressed, without the time of the build.
find_program(GZIP gzip REQUIRED)
foreach(document man1/reef.1=packaging/reef.1 doc/changelog=CHANGELOG.md doc/operating.md=docs/operating.md)
  string(REGEX MATCH "^([^=]+)=(.+)$" matched ${document})
  set(packed ${CMAKE_BINARY_DIR}/package/${CMAKE_MATCH_1}.gz)
  cmake_path(GET packed PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${packed} COMMAND ${GZIP} -9nc ${CMAKE_SOURCE_DIR}/${CMAKE_MATCH_2} > ${packed}
                     DEPENDS ${CMAKE_MATCH_2} VERBATIM)
  list(APPEND REEF_PACKED ${packed})
endforeach()
add_custom_target(reef_packed ALL DEPENDS ${REEF_PACKED})
install(FILES ${CMAKE_BINARY_DIR}/package/man1/reef.1.gz DESTINATION share/man/man1)
install(FILES ${CMAKE_BINARY_DIR}/package/doc/changelog.gz ${CMAKE_BINARY_DIR}/package/doc/operating.md.gz README.md
        DESTINATION share/doc/reef)
install(FILES LICENSE DESTINATION share/doc/reef RENAME copyright)
install(DIRECTORY docs/operating charters DESTINATION share/doc/reef/examples)
install(FILES packaging/lintian DESTINATION share/lintian/overrides RENAME reef)
include(CPack)
