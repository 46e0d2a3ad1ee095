; The set-up for Windows: for one user, without an administrator; /ALLUSERS for all.
; /S asks nothing; /D=C:\folder, last and without quotation marks, is where to.
; makensis gets VERSION, BUNDLE (the folder), REMOVALS (made from it), KILOBYTES,
; ICON, TARGET, COMPRESSOR, OUT, and SIGN if there is a command that signs.

Unicode true
Target ${TARGET}
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "MUI2.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define APP "Hotspot"
!define EXE "Hotspot.exe"
!define KIND "Hotspot.Project"
!define NEW "$INSTDIR\_internal.new"
!define OLD "$INSTDIR\_internal.old"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!define CLASSES "Software\Classes"

Name "${APP}"
OutFile "${OUT}"
BrandingText "${APP} ${VERSION}"
RequestExecutionLevel user
SetCompressor /SOLID ${COMPRESSOR}
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${APP}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${APP}, set-up"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT licence; all others in resources\licences"
!ifdef SIGN
  !finalize `${SIGN} "%1"` = 0
  !uninstfinalize `${SIGN} "%1"` = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; --- what is said and done in both directions ---------------------------------

!macro Stop WHY
  MessageBox MB_OK|MB_ICONSTOP "${WHY}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; A running programme's file can't be opened for writing.
!macro StopIfOpen
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $R0 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      !insertmacro Stop "${APP} is open, or this account may not change \
        $INSTDIR. Close ${APP} (for all users: be an administrator) and try again."
    ${EndIf}
    FileClose $R0
  ${EndIf}
!macroend

!macro StopUnlessAdmin
  UserInfo::GetAccountType
  Pop $R0
  ${If} $R0 != "Admin"
    !insertmacro Stop "For all users ${APP} can only be installed or removed by an \
      administrator."
  ${EndIf}
!macroend

; --- in -----------------------------------------------------------------------

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
  ${OrIfNot} ${RunningX64}
    !insertmacro Stop "${APP} needs Windows 10 of 2018 (version 1809) or later, \
      of 64 bits."
  ${EndIf}
  SetRegView 64
  SetShellVarContext current
  StrCpy $R1 "$LOCALAPPDATA\Programs"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R2
  ${IfNot} ${Errors}
    !insertmacro StopUnlessAdmin
    SetShellVarContext all
    StrCpy $R1 "$PROGRAMFILES64"
  ${EndIf}
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${REMOVAL}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR "$R1\${APP}"
  ${EndIf}
FunctionEnd

; A virus scanner may hold new files for a moment. $R0 is 0 if it can't be done.
!macro Move FROM TO
  StrCpy $R0 20
  ${Do}
    ClearErrors
    Rename "${FROM}" "${TO}"
    ${IfNot} ${Errors}
      ${Break}
    ${EndIf}
    Sleep 500
    IntOp $R0 $R0 - 1
  ${LoopUntil} $R0 = 0
!macroend

; The new build is written beside the old one, and then takes its place whole.
Section
  !insertmacro StopIfOpen
  RMDir /r "${NEW}"
  RMDir /r "${OLD}"
  SetOutPath "${NEW}"
  ClearErrors
  File /r "${BUNDLE}\*"
  ${If} ${Errors}
    Abort "The files can't be written to $INSTDIR."
  ${EndIf}
  SetOutPath "$INSTDIR"
  CreateDirectory "${OLD}"
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    !insertmacro Move "$INSTDIR\_internal" "${OLD}\_internal"
    ${If} $R0 = 0
      Abort "${APP} is open. Close it and try again; it is as it was."
    ${EndIf}
  ${EndIf}
  !insertmacro Move "${NEW}\_internal" "$INSTDIR\_internal"
  ${If} $R0 = 0
    Rename "${OLD}\_internal" "$INSTDIR\_internal"
    Abort "The new files can't be put in place; ${APP} is as it was."
  ${EndIf}
  Delete "$INSTDIR\${EXE}"
  !insertmacro Move "${NEW}\${EXE}" "$INSTDIR\${EXE}"
  ${If} $R0 = 0
    Abort "The new programme can't be put in place. Run this set-up again."
  ${EndIf}
  RMDir "${NEW}"
  RMDir /r "${OLD}"

  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${EXE}"

  WriteRegStr SHCTX "${CLASSES}\.hotspot" "" "${KIND}"
  WriteRegStr SHCTX "${CLASSES}\${KIND}" "" "Hotspot project"
  WriteRegStr SHCTX "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr SHCTX "${CLASSES}\${KIND}\shell\open\command" "" \
    '"$INSTDIR\${EXE}" "%1"'
  ${RefreshShellIcons}

  WriteRegStr SHCTX "${REMOVAL}" "DisplayName" "${APP}"
  WriteRegStr SHCTX "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${REMOVAL}" "Publisher" "the Hotspot contributors"
  WriteRegStr SHCTX "${REMOVAL}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr SHCTX "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${REMOVAL}" "NoModify" 1
  WriteRegDWORD SHCTX "${REMOVAL}" "NoRepair" 1
  WriteRegDWORD SHCTX "${REMOVAL}" "EstimatedSize" ${KILOBYTES}
SectionEnd

Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "${NEW}"
  RMDir "${OLD}"
  RMDir "$INSTDIR"
FunctionEnd

; --- out ----------------------------------------------------------------------

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  ReadRegStr $R0 HKLM "${REMOVAL}" "InstallLocation"
  ReadRegStr $R1 HKCU "${REMOVAL}" "InstallLocation"
  ${If} $R0 != ""
  ${AndIf} $R1 != $INSTDIR
    !insertmacro StopUnlessAdmin
    SetShellVarContext all
  ${EndIf}
  !insertmacro StopIfOpen
FunctionEnd

; Each file that was installed, by name; what anyone has added stays.
Section "Uninstall"
  SetOutPath "$TEMP"
  !include "${REMOVALS}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${APP}.lnk"

  ReadRegStr $R0 SHCTX "${CLASSES}\.hotspot" ""
  ${If} $R0 == "${KIND}"
    DeleteRegValue SHCTX "${CLASSES}\.hotspot" ""
    DeleteRegKey /ifempty SHCTX "${CLASSES}\.hotspot"
  ${EndIf}
  DeleteRegKey SHCTX "${CLASSES}\${KIND}"
  DeleteRegKey SHCTX "${REMOVAL}"
  ${RefreshShellIcons}
SectionEnd
