; The Windows installer: for one user, without an administrator.
;     pyinstaller build_spec/heatquote.spec && makensis -INPUTCHARSET UTF8 build_spec/installer.nsi

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel user

!ifndef VERSION
  !define VERSION "0.1.0"
!endif
!define NAME "HeatQuote"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"

!include "MUI2.nsh"

Name "${NAME} ${VERSION}"
OutFile "..\dist\HeatQuote-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\${NAME}" "InstallDir"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\heatquote-window.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString SHORTCUT ${LANG_SIMPCHINESE} "热泵选型报价"
LangString SHORTCUT ${LANG_ENGLISH} "HeatQuote"

Section "HeatQuote"
  SetOutPath "$INSTDIR"
  ; Modules of an older version must not stay beside the new ones.
  RMDir /r "$INSTDIR\_internal"
  File /r "..\dist\heatquote\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\$(SHORTCUT).lnk" "$INSTDIR\heatquote-window.exe"
  WriteRegStr HKCU "Software\${NAME}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\${NAME}" "Shortcut" "$SMPROGRAMS\$(SHORTCUT).lnk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ReadRegStr $0 HKCU "Software\${NAME}" "Shortcut"
  Delete "$0"
  ; Only what was installed: a folder the user chose may hold his own files.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\heatquote.exe"
  Delete "$INSTDIR\heatquote-window.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${NAME}"
SectionEnd
